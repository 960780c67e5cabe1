import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Reporter, Vitest } from 'vitest/node';
import { compareRights, type SeenRights } from './compare-rights.ts';
import { rightsDirVariable } from './keep-rights.ts';
import { unusedRights } from './unused-rights.ts';

/** Off while roles are wider than what functions declare. */
const enforced = false;

/**
 * Ends a run of the whole suite with granted against used: a right that no test uses turns the run red unless it is
 * listed with its reason. A run of some tests shows nothing about rights, and so says nothing; `RIGHTS=show` prints what
 * it saw all the same.
 */
export const rightsReporter = (): Reporter => {
  const dir = mkdtempSync(join(tmpdir(), 'rights-'));
  process.env[rightsDirVariable] = dir;
  let vitest: Vitest | undefined;
  return {
    onInit: (started) => {
      vitest = started;
    },
    async onTestRunEnd(modules, _errors, reason) {
      const seen = readdirSync(dir).map(
        (file): SeenRights => JSON.parse(readFileSync(join(dir, file), 'utf8')),
      );
      rmSync(dir, { recursive: true });
      const all = (await vitest?.globTestSpecifications()) ?? [];
      const whole = modules.length === all.length && !vitest?.config.testNamePattern;
      const shown = process.env.RIGHTS === 'show';
      if (!shown && (!enforced || reason !== 'passed' || !whole)) return;
      const wrong = compareRights(seen, unusedRights);
      if (wrong.length === 0) return;
      if (!shown) process.exitCode = 1;
      process.stderr.write(
        `\n${wrong.length} rights are not as they should be (test/local/rights/unused-rights.ts):\n  ${wrong.join('\n  ')}\n`,
      );
    },
  };
};
