import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceGraph } from '../architecture/source-graph.ts';
import { page, pages, root } from './markdown.ts';

/** Words that are not written here, and what stands for them. */
const avoided: readonly (readonly [RegExp, string])[] = [
  [/\bwho(?:m)?ever\b/i, 'who, or the noun: a caller, the operator'],
  [/\bwhat(?:so)?ever\b/i, 'any, all that'],
  [/\bwhichever\b/i, 'the earlier of the two'],
  [/\bcourier\b/i, 'provider'],
  [/\bstretch\b/i, 'page or span (docs/glossary.md)'],
  [
    /\b(?:rule of thumb|silver bullet|under the hood|out of the box|happy path|sanity check)\b/i,
    'the thing itself',
  ],
  [/\b(?:simply|obviously|of course)\b/i, 'nothing'],
];

const sources = sourceGraph([
  'src',
  'functions',
  'lib',
  'local',
  'client',
  'cli',
  'console',
  'widget',
  'scripts',
  'bench',
]);
/** This file names the words. */
const tests = sourceGraph(['test']).filter(({ path }) => path !== 'test/docs/words.test.ts');
const generated = /^(?:docs\/api\/|CHANGELOG\.md)/;

const writtenIn = (path: string, text: string): readonly string[] =>
  text.split('\n').flatMap((line, index) =>
    avoided.flatMap(([word, instead]) => {
      const [found] = word.exec(line) ?? [];
      return found === undefined ? [] : [`${path}:${index + 1}: ${found}; write ${instead}`];
    }),
  );

test('no document and no source uses a word that is to be avoided', () => {
  const texts = [...pages.filter(({ path }) => !generated.test(path)), ...sources, ...tests];
  expect(texts.flatMap(({ path, text }) => writtenIn(path, text))).toEqual([]);
});

test('the check sees such a word, and says what to write', () => {
  expect(writtenIn('a.md', 'Fine.\nWhoever comes.')).toEqual([
    'a.md:2: Whoever; write who, or the noun: a caller, the operator',
  ]);
});

test('each decision stands in the table of the architecture page, under its number', () => {
  const files = readdirSync(join(root, 'docs/adr')).filter((name) => name.endsWith('.md'));
  const table = page('docs/architecture.md');
  expect(files.filter((name) => !table.includes(`[${name.slice(0, 4)}](adr/${name})`))).toEqual([]);
  const misnumbered = files.filter(
    (name) => !readFileSync(join(root, 'docs/adr', name), 'utf8').startsWith(`# ${name.slice(0, 4)}: `),
  );
  expect(misnumbered).toEqual([]);
});

test('constants are arrow functions in camelCase: no declaration of a function but a generator or an overload', () => {
  const declared = [...sources, ...tests].flatMap(({ path, text }) =>
    text.split('\n').flatMap((line) => {
      const isFunction =
        /^\s*(?:export )?(?:async )?function \w/.test(line) && path !== 'client/rest/call.ts';
      return isFunction || /^\s*(?:export )?const [A-Z][A-Z0-9]*_[A-Z0-9_]*\b/.test(line)
        ? [`${path}: ${line.trim()}`]
        : [];
    }),
  );
  expect(declared).toEqual([]);
});
