import { mergeConfig } from 'vitest/config';
import { rightsReporter } from './test/local/rights/rights-reporter.ts';
import { LongestFirst } from './test/support/longest-first.ts';
import { everyTest, suite } from './test/support/suite.ts';

/**
 * Files that say by environment variables where a function's handlers find their tables: their modules are not those of
 * the files before (`fresh-modules.ts`). `settled-environment.ts` tells of the others who belongs here too.
 */
const anew = [
  'test/handlers/*.test.ts',
  'test/channels/*.test.ts',
  'test/proofs/{counts,stream-consumers}.test.ts',
];

/** Where the report is written that a machine reads: `REPORT_JSON=report.json npm test`. */
const report = process.env.REPORT_JSON;

/** The whole suite: unit, adapters on the embedded engine, template, local runtime end to end. */
export default mergeConfig(suite, {
  test: {
    // Files share two processes, and load what they have in common once.
    isolate: false,
    sequence: { sequencer: LongestFirst },
    reporters: [
      'default',
      rightsReporter(),
      ...(report === undefined ? [] : [['json', { outputFile: report }]]),
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: [everyTest],
          exclude: anew,
          globalSetup: ['test/e2e/support/shared-runtime.ts'],
          setupFiles: ['test/support/settled-environment.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'anew',
          include: anew,
          sequence: { groupOrder: 1 },
          setupFiles: ['test/support/fresh-modules.ts'],
        },
      },
    ],
  },
});
