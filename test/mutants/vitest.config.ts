import { mergeConfig } from 'vitest/config';
import { everyTest, suite } from '../support/suite.ts';
import type { Mutant } from './mutant.ts';

const mutant: Mutant | undefined =
  process.env.MUTANT === undefined ? undefined : JSON.parse(process.env.MUTANT);

/** The suite's configuration with one module's text swapped while it is loaded: no file is touched. */
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default mergeConfig(suite, {
  plugins: [
    {
      name: 'mutant',
      enforce: 'pre',
      transform(code: string, id: string) {
        if (mutant === undefined || !id.split('?')[0]?.endsWith(`/${mutant.file}`)) return null;
        return code.replace(mutant.search, () => mutant.replacement);
      },
    },
  ],
  test: { include: [everyTest], globalSetup: ['test/e2e/support/shared-runtime.ts'], maxWorkers: 1 },
});
