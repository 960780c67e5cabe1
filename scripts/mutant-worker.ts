import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createVitest, type TestSpecification } from 'vitest/node';
import { type GeneratedMutant, mutate } from '../test/mutants/generate-mutants.ts';

/** One mutant, and the tests that it meets, the likeliest first. */
export interface Task {
  readonly mutant: GeneratedMutant;
  readonly tests: readonly string[];
}

/** Told whenever a file of tests is done: the worker lives. */
export interface Alive {
  readonly alive: true;
}

/** The title of a test that turned red, or why none could; neither where all stayed green. */
export interface Verdict {
  readonly red?: string;
  readonly broken?: string;
}

const root = resolve(import.meta.dirname, '..');
let current: GeneratedMutant | undefined;

const vitest = await createVitest(
  'test',
  {
    watch: false,
    root,
    config: 'test/mutants/vitest.config.ts',
    reporters: [{}],
    maxWorkers: 1,
    silent: true,
    testTimeout: 60_000,
  },
  {
    plugins: [
      {
        name: 'mutant',
        enforce: 'pre',
        transform(_code: string, id: string) {
          if (current === undefined || id.split('?')[0] !== join(root, current.file)) return null;
          return mutate(readFileSync(join(root, current.file), 'utf8'), current);
        },
      },
    ],
  },
);
await vitest.standalone();

const put = (mutant: GeneratedMutant | undefined): void => {
  const touched = [current, mutant].flatMap((one) => (one === undefined ? [] : [join(root, one.file)]));
  current = mutant;
  for (const file of touched) vitest.invalidateFile(file);
};

/** Runs one file as the code is now. */
const run = async (specification: TestSpecification): Promise<Verdict> => {
  const { testModules } = await vitest.runTestSpecifications([specification]);
  process.send?.({ alive: true } satisfies Alive);
  const module = testModules.find(({ moduleId }) => moduleId === specification.moduleId);
  for (const test of module?.children.allTests('failed') ?? []) return { red: test.fullName };
  // A file that cannot be loaded kills nothing by a test, and is no mutant that anybody could miss either.
  return module?.ok() ? {} : { broken: module?.errors()[0]?.message ?? specification.moduleId };
};

/** Whether each file is green without a mutant: one that is not shows nothing. */
const sound = new Map<string, boolean>();
const isSound = async (specification: TestSpecification): Promise<boolean> => {
  const known = sound.get(specification.moduleId);
  if (known !== undefined) return known;
  put(undefined);
  const { red, broken } = await run(specification);
  sound.set(specification.moduleId, red === undefined && broken === undefined);
  return isSound(specification);
};

/** Runs the tests with the mutant in place; only modules that it touches are loaded anew. */
const meet = async ({ mutant, tests }: Task): Promise<Verdict> => {
  const all = await vitest.globTestSpecifications([...tests]);
  const at = ({ moduleId }: TestSpecification) => tests.findIndex((test) => moduleId.endsWith(test));
  for (const specification of [...all].sort((a, b) => at(a) - at(b))) {
    if (!(await isSound(specification))) continue;
    put(mutant);
    const verdict = await run(specification);
    if (verdict.red !== undefined || verdict.broken !== undefined) return verdict;
  }
  return {};
};

process.on('message', async (task: Task) => process.send?.(await meet(task)));
process.send?.({});
