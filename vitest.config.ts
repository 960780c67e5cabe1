import { mergeConfig } from 'vitest/config';
import { rightsReporter } from './test/local/rights/rights-reporter.ts';
import { everyTest, suite } from './test/support/suite.ts';

/**
 * Files that say by environment variables where a function's handlers find their tables: each has a process of its own.
 * The others share two, and load what they have in common once; `settled-environment.ts` tells who belongs here too.
 */
const apart = [
  'test/handlers/*.test.ts',
  'test/channels/*.test.ts',
  'test/proofs/{counts,stream-consumers}.test.ts',
];

/** Where the report is written that a machine reads: `REPORT_JSON=report.json npm test`. */
const report = process.env.REPORT_JSON;

/** The whole suite: unit, adapters on the embedded engine, template, local runtime end to end. */
export default mergeConfig(suite, {
  test: {
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
          exclude: apart,
          isolate: false,
          globalSetup: ['test/e2e/support/shared-runtime.ts'],
          setupFiles: ['test/support/settled-environment.ts'],
        },
      },
      { extends: true, test: { name: 'apart', include: apart, sequence: { groupOrder: 1 } } },
    ],
  },
});
