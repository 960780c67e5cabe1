import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { everyLimit, limitsIn, limitsPage } from '../../scripts/docs/limits-page.ts';

describe('what a caller can send', () => {
  test('every string, list and map of a request or a frame has a limit in the contract', () => {
    const all = everyLimit();
    expect(all.length).toBeGreaterThan(200);
    const endless = all.filter(({ limit }) => limit === undefined);
    expect(endless.map(({ where, path }) => `${where} ${path}`)).toEqual([]);
  });

  test.each([
    ['a string', z.object({ a: z.string() }), 'a'],
    ['a string of an endless pattern', z.object({ a: z.string().regex(/^x+$/) }), 'a'],
    ['a string of a pattern that is not anchored', z.object({ a: z.string().regex(/x/) }), 'a'],
    ['a list', z.object({ a: z.array(z.int()) }), 'a'],
    ['a string in a list', z.array(z.string()).max(3), '[]'],
    ['a map', z.object({ a: z.record(z.string().max(3), z.int()) }), 'a{}'],
    ['a name in a map', z.object({ a: z.record(z.string(), z.int()) }), 'a{name}'],
    ['anything', z.object({ a: z.unknown() }), 'a'],
    ['a string in an alternative', z.union([z.int(), z.object({ b: z.string() })]), 'b'],
  ])('%s without a limit is found', (_what, schema, path) => {
    const found = limitsIn('here', schema).filter(({ limit }) => limit === undefined);
    expect(found.map((one) => one.path)).toContain(path);
  });

  test('the page of limits is what the contract says (npm run docs:api writes it)', () => {
    expect(readFileSync(new URL('../../docs/api/limits.md', import.meta.url), 'utf8')).toBe(limitsPage());
  });
});
