import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { de } from '../../console/catalogue/de.ts';
import { type Catalogue, en } from '../../console/catalogue/en.ts';
import { hi } from '../../console/catalogue/hi.ts';

const folder = fileURLToPath(new URL('../../console', import.meta.url));

const sources = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .filter((entry) => !/(dist|catalogue)(\/|$)/.test(entry.parentPath.slice(folder.length)))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
  .join('\n');

/** Beginnings of keys whose rest is known only when the page runs: `presence.${...}`. */
const beginnings = [...sources.matchAll(/`([a-z][\w.]*\.)\$\{/gi)].map((match) => match[1] ?? '');

const formsOf = (text: Catalogue[keyof Catalogue]): readonly string[] =>
  typeof text === 'string' ? [text] : [text.one, text.other];
const parametersOf = (text: string): readonly string[] =>
  [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();

test('every text is said somewhere', () => {
  const unused = Object.keys(en).filter(
    (key) => !sources.includes(`'${key}'`) && !beginnings.some((beginning) => key.startsWith(beginning)),
  );
  expect(unused).toEqual([]);
});

test.each([
  ['German', de],
  ['Hindi', hi],
])('%s has every text, in the same forms and with the same parameters', (_, catalogue: Catalogue) => {
  expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort());
  for (const [key, text] of Object.entries(en)) {
    const translated = catalogue[key as keyof Catalogue];
    const wanted = new Set(formsOf(text).flatMap(parametersOf));
    for (const form of formsOf(translated)) {
      expect(form.trim(), key).not.toBe('');
      for (const parameter of parametersOf(form)) expect([...wanted], key).toContain(parameter);
    }
    const last = formsOf(translated).at(-1) ?? '';
    expect(new Set(parametersOf(last)), key).toEqual(new Set(parametersOf(formsOf(text).at(-1) ?? '')));
  }
});

test('no sentence stands in a component: what is between tags is a text of the catalogue', () => {
  const literal = />\s*([A-Z][a-z]+(?: [a-z]+)+[.!?]?)\s*</g;
  expect([...sources.matchAll(literal)].map((match) => match[1])).toEqual([]);
});
