import { defineConfig } from 'vitest/config';
import type { Mutant } from './mutant.ts';

const mutant: Mutant | undefined =
  process.env.MUTANT === undefined ? undefined : JSON.parse(process.env.MUTANT);

/** The suite's configuration with one module's text swapped while it is loaded: no file is touched. */
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default defineConfig({
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform(code, id) {
        if (mutant === undefined || !id.split('?')[0]?.endsWith(`/${mutant.file}`)) return null;
        return code.replace(mutant.search, () => mutant.replacement);
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 300_000,
    hookTimeout: 120_000,
    maxWorkers: 1,
    execArgv: ['--no-warnings'],
  },
});
