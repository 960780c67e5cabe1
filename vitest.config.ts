import { defineConfig } from 'vitest/config';

/** The whole suite: unit, adapters on the embedded engine, template, local runtime end to end. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    execArgv: ['--no-warnings'],
  },
});
