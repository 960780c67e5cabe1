import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reporter, Vitest } from 'vitest/node';
import type { SeenRights } from '../../../local/access/access.ts';
import { compareRights } from './compare-rights.ts';
import { rightsDirVariable } from './keep-rights.ts';
import { unusedRights } from './unused-rights.ts';

const tests = (root: string): number =>
  readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.test.ts'),
  ).length;

/**
 * Ends a run of the whole suite with granted against used: a right that no test uses turns the run red unless it is
 * listed with its reason. A run of some tests shows nothing about rights, and so says nothing. `RIGHTS=show` prints
 * what it saw all the same; `RIGHTS_DIR=<dir>` does too, and adds it to what runs before it have left there.
 */
export const rightsReporter = (): Reporter => {
  const kept = process.env.RIGHTS_DIR;
  let dir = '';
  let vitest: Vitest | undefined;
  return {
    // Vitest loads the configuration once for each project besides: only the reporter that is told of the run counts.
    onInit: (started) => {
      vitest = started;
      if (kept) mkdirSync(kept, { recursive: true });
      dir = kept ?? mkdtempSync(join(tmpdir(), 'rights-'));
      process.env[rightsDirVariable] = dir;
    },
    onTestRunEnd(modules, _errors, reason) {
      const seen = readdirSync(dir).map(
        (file): SeenRights => JSON.parse(readFileSync(join(dir, file), 'utf8')),
      );
      if (!kept) rmSync(dir, { recursive: true });
      const { root = '.', testNamePattern } = vitest?.config ?? {};
      const whole = reason === 'passed' && !testNamePattern && modules.length === tests(root);
      const shown = kept !== undefined || process.env.RIGHTS === 'show';
      if (!whole && !shown) return;
      const wrong = compareRights(seen, unusedRights);
      if (wrong.length === 0) return;
      if (whole) process.exitCode = 1;
      process.stderr.write(
        `\n${wrong.length} rights are not as they should be (test/local/rights/unused-rights.ts):\n  ${wrong.join('\n  ')}\n`,
      );
    },
  };
};
