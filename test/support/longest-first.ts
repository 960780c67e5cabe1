import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes ten seconds or more, as it is best begun: the longest before the others. Silence waits again and again until all
 * of the shared runtime has come to rest: beside it run those that do without the runtime. A fresh clone knows no
 * durations; what is begun last would leave a processor idle.
 */
const long = [
  'silence/silence',
  'linearizability/lease',
  'simulation/simulation',
  'infra/installations',
  'infra/functions',
  'infra/stacks',
  'cli/rehearsal',
  'e2e/providers',
  'e2e/sdk-typed-day',
  'e2e/isolation',
  'replay/replay',
  'console/story',
  'e2e/parties',
  'widget/widget',
  'bench/budgets',
  'proofs/claims',
  'adapters/twins',
  'console/views',
  'console/oidc',
  'handlers/access',
  'handlers/access-directory',
  'handlers/bounded-answers',
  'handlers/audits',
  'handlers/ill-formed',
  'proofs/counts',
].map((name) => `/test/${name}.test.ts`);

const root = fileURLToPath(new URL('../..', import.meta.url));
const gone = long.filter((name) => !existsSync(`${root}${name}`));
if (gone.length > 0)
  throw new Error(`test/support/longest-first.ts names what is no more: ${gone.join(', ')}`);

const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.findIndex((name) => moduleId.endsWith(name));
  return at < 0 ? long.length : at;
};

/** Begins with the files that take long; the others follow as vitest would have them. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
