import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
/** The pages that say by which test each thing is shown, and how many rows each has at least. */
const pages = { 'docs/article.md': 20, 'docs/inspection.md': 50 } as const;

/** The tests that a page names: a file and a title, or a part of one, in the last cell of a row. */
const namedBy = (page: string) => {
  const rows = readFileSync(new URL(page, root), 'utf8')
    .split('\n')
    .filter((line) => /^\|(?! the article says| found |---)/.test(line));
  const tests = rows.flatMap((line) => {
    const [, file, title] = /\| `(test\/[^`]+\.ts)`: (.+) \|$/.exec(line) ?? [];
    return file === undefined || title === undefined ? [] : [{ page, file, title }];
  });
  return { rows, tests };
};

test.each(Object.entries(pages))('each row of %s names a test', (page, least) => {
  const { rows, tests } = namedBy(page);
  expect(rows.length).toBeGreaterThan(least);
  expect(tests).toHaveLength(rows.length);
});

test.each(Object.keys(pages).flatMap((page) => namedBy(page).tests))(
  '$file has the test that $page names: $title',
  ({ file, title }) => {
    const at = new URL(file, root);
    expect(existsSync(at)).toBe(true);
    expect(readFileSync(at, 'utf8').replaceAll('\\u2019', '\u2019')).toContain(title);
  },
);
