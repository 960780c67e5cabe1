import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * What takes ten seconds or more, as it is best begun: what needs the template first, with what needs none of it beside,
 * and the longest before the others. A fresh clone knows no durations; what is begun last would leave a processor idle.
 */
const long = [
  'e2e/sdk-typed-day',
  'linearizability/lease',
  'simulation/simulation',
  'e2e/providers',
  'infra/installations',
  'silence/silence',
  'e2e/isolation',
  'replay/replay',
  'console/story',
  'cli/rehearsal',
  'infra/functions',
  'infra/stacks',
  'e2e/parties',
  'widget/widget',
  'bench/budgets',
  'proofs/claims',
  'adapters/twins',
  'console/accessibility',
  'handlers/access',
  'handlers/access-directory',
  'handlers/bounded-answers',
  'handlers/audits',
  'handlers/ill-formed',
  'proofs/counts',
].map((name) => `/test/${name}.test.ts`);

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
