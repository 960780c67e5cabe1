import { defineConfig } from 'vitest/config';
import { asModule, buildWidget, widgetModule } from './lib/widget-script.ts';
import { rightsReporter } from './test/local/rights/rights-reporter.ts';
import { patience } from './test/support/patience.ts';

/** The whole suite: unit, adapters on the embedded engine, template, local runtime end to end. */
export default defineConfig({
  plugins: [
    {
      // What the bundler puts into the function that serves the website's chat.
      name: 'widget',
      resolveId: (id) => (id === widgetModule ? id : undefined),
      load: async (id) => (id === widgetModule ? asModule((await buildWidget()).script) : undefined),
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/support/seeded-properties.ts'],
    // A busy machine is no failure: these only end what hangs, later than the waits within say what they waited for.
    testTimeout: 3 * patience,
    hookTimeout: 3 * patience,
    reporters: ['default', rightsReporter()],
    maxWorkers: 2,
    execArgv: ['--no-warnings'],
  },
});
