import type { SourceFile } from '../architecture/source-graph.ts';

/** The tests that a generated mutant meets: domain, contract, and the stores with their twins. */
const isFast = (path: string): boolean =>
  /^test\/(domain|contract|adapters|channels)\/.*\.test\.ts$/.test(path) &&
  // These take the template, or more time than a mutant is worth.
  !/api-docs|sdk|oidc|http\/|queue-consumer|media-store/.test(path);

/** Functions that a test names, `http/receive-meta`: it loads them when it runs. */
const namedIn = ({ text }: SourceFile): readonly string[] =>
  [...text.matchAll(/'((?:http|websocket|stream|queue|schedule|authorize)\/[a-z-]+)'/g)].map(
    ([, name]) => `functions/${name}.ts`,
  );

/** For each source file: the fast tests that reach it by imports and by the functions that they name, those that come to it soonest first. */
export const fastTests = (graph: readonly SourceFile[]): ReadonlyMap<string, readonly string[]> => {
  const files = new Map(graph.map((file) => [file.path, file]));
  const reached = new Map<string, { readonly test: string; readonly steps: number }[]>();
  for (const { path: test } of graph.filter(({ path }) => isFast(path))) {
    const seen = new Set([test]);
    for (let front = [test], steps = 0; front.length > 0; steps += 1) {
      for (const path of front) reached.set(path, [...(reached.get(path) ?? []), { test, steps }]);
      const next = front.flatMap((path) => {
        const file = files.get(path);
        return file === undefined ? [] : [...file.imports, ...(path === test ? namedIn(file) : [])];
      });
      front = [...new Set(next)].filter((path) => !seen.has(path));
      for (const path of front) seen.add(path);
    }
  }
  return new Map(
    [...reached].map(([path, tests]) => [
      path,
      [...tests].sort((a, b) => a.steps - b.steps).map(({ test }) => test),
    ]),
  );
};
