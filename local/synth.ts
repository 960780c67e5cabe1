import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the assembly is made from. */
const SOURCES = ['lib', 'src', 'functions', 'package-lock.json', 'cdk.json'];
const APP = 'lib/app.ts';
/** Ends the child when our end of its standard input closes, however this process ends. */
const FOLLOW_PARENT = `data:text/javascript,process.stdin.on('close',()=>process.kill(process.pid,'SIGKILL')).resume().unref()`;

/**
 * Synthesizes the CDK app into `assemblyDir`, unless nothing it is made from changed since the last time.
 *
 * @param signal ends a synthesis that runs
 * @returns whether it ran
 * @throws with what the app printed when it fails
 */
export async function synth({
  root,
  assemblyDir,
  signal,
}: {
  root: string;
  assemblyDir: string;
  signal: AbortSignal;
}): Promise<boolean> {
  const marker = join(assemblyDir, '.local-fingerprint');
  const fingerprint = hashSources(root);
  const upToDate =
    existsSync(join(assemblyDir, 'manifest.json')) &&
    existsSync(marker) &&
    readFileSync(marker, 'utf8') === fingerprint;
  if (upToDate) return false;

  const child = spawn(process.execPath, ['--import', FOLLOW_PARENT, '--import', 'tsx', APP], {
    cwd: root,
    // The CDK's own template validation takes longer than all else; deployments and CI run it.
    env: { ...process.env, CDK_OUTDIR: assemblyDir, CDK_VALIDATION: 'false' },
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const said: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => said.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0)
    throw new Error(`Synthesis of ${APP} failed:\n${Buffer.concat(said).toString('utf8').trim()}`);
  writeFileSync(marker, fingerprint);
  return true;
}

function hashSources(root: string): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const path = join(root, source);
    if (!existsSync(path)) continue;
    const files = source.includes('.')
      ? [path]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name))
          .sort();
    for (const file of files) hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}
