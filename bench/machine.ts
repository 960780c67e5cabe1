import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from './sources.ts';

const json = (path: string): { readonly version: string } =>
  JSON.parse(readFileSync(join(projectRoot, path), 'utf8')) as { version: string };

const git = (...args: readonly string[]): string => {
  try {
    return execFileSync('git', args, { cwd: projectRoot, encoding: 'utf8' }).trim();
  } catch {
    return '';
  }
};

/** What figures depend on besides the code: printed first and kept with every result. */
export const describeMachine = () => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: cpus().length,
  memoryGib: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform}-${process.arch}`,
  node: process.version,
  engine:
    process.env.DYNAMODB_ENDPOINT === undefined
      ? `dynoxide ${json('node_modules/@dynoxide/linux-x64/package.json').version}`
      : 'external (DYNAMODB_ENDPOINT)',
  /** Of one minute, at the start: above the number of cores, durations say little. */
  load: Number((loadavg()[0] ?? 0).toFixed(2)),
  commit: git('rev-parse', '--short', 'HEAD'),
  uncommitted: git('status', '--porcelain', '--', 'src', 'functions', 'lib', 'local') !== '',
});
