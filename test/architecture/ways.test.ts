import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { sourceGraph } from './source-graph.ts';
import { reach, rulesOf, ways, wholeOf } from './ways.ts';

const files = sourceGraph(['functions', 'src']);

describe('given the five ways through the house', () => {
  test.each(ways)('$name needs no more files than its budgets', ({ handler, rules, whole }) => {
    const needed = { rules: rulesOf(files, handler).length, whole: wholeOf(files, handler).length };
    expect(needed.rules, 'the handler and the domain').toBeLessThanOrEqual(rules);
    expect(needed.whole, 'with what composes and adapts').toBeLessThanOrEqual(whole);
    expect(needed.rules, 'the walk finds the domain').toBeGreaterThan(1);
  });

  test('the architecture page tells these budgets', () => {
    const page = readFileSync(new URL('../../docs/architecture.md', import.meta.url), 'utf8');
    const row = page.split('\n').find((line) => line.startsWith('| files that one reads to follow'));
    expect(row?.split(' | ')[2]).toBe(ways.map(({ rules }) => rules).join(', '));
  });

  test('the walk counts a file once, and passes only through the parts that it is given', () => {
    const aFile = (path: string, imports: readonly string[]) => ({
      path,
      imports,
      packages: [],
      lines: 1,
      text: '',
    });
    const built = [
      aFile('a/start.ts', ['b/one.ts', 'c/aside.ts']),
      aFile('b/one.ts', ['b/two.ts']),
      aFile('b/two.ts', ['b/one.ts']),
      aFile('c/aside.ts', []),
    ];
    expect(reach(built, 'a/start.ts', ['b/']).map(({ path }) => path)).toEqual([
      'a/start.ts',
      'b/one.ts',
      'b/two.ts',
    ]);
  });
});
