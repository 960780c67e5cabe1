import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/article.md', root), 'utf8');

/** The tests that the page names: a file and a title, or a part of one, in the last cell of a row. */
const named = page.split('\n').flatMap((line) => {
  const [, file, title] = /\| `(test\/[^`]+\.ts)`: (.+) \|$/.exec(line) ?? [];
  return file === undefined || title === undefined ? [] : [{ file, title }];
});

test('each row of the article names a test', () => {
  const rows = page.split('\n').filter((line) => /^\|(?! the article says|---)/.test(line));
  expect(rows.length).toBeGreaterThan(20);
  expect(named).toHaveLength(rows.length);
});

test.each(named)('$file has the test that the article names: $title', ({ file, title }) => {
  const at = new URL(file, root);
  expect(existsSync(at)).toBe(true);
  expect(readFileSync(at, 'utf8').replaceAll('\\u2019', '\u2019')).toContain(title);
});
