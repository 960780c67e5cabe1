import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { isStale, mutants } from './mutants.ts';

const root = resolve(import.meta.dirname, '../..');

test('no declared mutant is stale, and the tests that it is to meet are there', () => {
  expect(mutants.filter(isStale).map(({ name }) => name)).toEqual([]);
  const tests = new Set(mutants.flatMap((mutant) => mutant.tests));
  expect([...tests].filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('the check sees a text that is not there, or there more than once', () => {
  const file = 'test/mutants/mutants.test.ts';
  expect(isStale({ file, search: ['not', 'here'].join('-') })).toBe(true);
  expect(isStale({ file, search: 'expect(' })).toBe(true);
});
