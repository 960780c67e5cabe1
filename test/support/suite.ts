import type { ViteUserConfig } from 'vitest/config';
import { asModule, buildWidget, widgetModule } from '../../lib/widget-script.ts';
import { patience } from './patience.ts';

/** What every run of tests has in common: the suite's, and a mutant's. */
export const suite = {
  plugins: [
    {
      // What the bundler puts into the function that serves the website's chat.
      name: 'widget',
      resolveId: (id: string) => (id === widgetModule ? id : undefined),
      load: async (id: string) => (id === widgetModule ? asModule((await buildWidget()).script) : undefined),
    },
  ],
  test: {
    setupFiles: ['test/support/seeded-properties.ts'],
    // A busy machine is no failure: these only end what hangs, later than the waits within say what they waited for.
    testTimeout: 3 * patience,
    hookTimeout: 3 * patience,
    maxWorkers: 2,
    execArgv: ['--no-warnings'],
  },
} satisfies ViteUserConfig;

/** Every test file. */
export const everyTest = 'test/**/*.test.ts';
