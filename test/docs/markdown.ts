import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

/** The project's directory. */
export const root = resolve(import.meta.dirname, '../..');

/** A document of this project. */
export interface Page {
  /** Relative to the root. */
  readonly path: string;
  readonly text: string;
}

const below = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.md'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));

const atRoot = readdirSync(root).filter((name) => name.endsWith('.md'));

/** Every page: those at the root and those in docs/. */
export const pages: readonly Page[] = [...atRoot, ...below('docs')].map((path) => ({
  path,
  text: readFileSync(join(root, path), 'utf8'),
}));

/** One page's text. */
export const page = (path: string): string => {
  const found = pages.find((candidate) => candidate.path === path);
  if (found === undefined) throw new Error(`there is no page ${path}`);
  return found.text;
};

const withoutCode = (text: string): string => text.replace(/^```.*?^```/gms, '').replace(/`[^`\n]*`/g, '');

/** Targets of a page's links that lead to files of this project. */
export const links = ({ text }: Page): readonly string[] =>
  [...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] as string)
    .filter((target) => !/^[a-z]+:/.test(target));

/** The anchors that a page's headings give, as code hosts make them. */
export const anchors = (text: string): ReadonlySet<string> =>
  new Set(
    [...text.replace(/^```.*?^```/gms, '').matchAll(/^#+ (.+)$/gm)].map((match) =>
      (match[1] as string)
        .toLowerCase()
        .replace(/[^\p{L}\p{N}\s_-]/gu, '')
        .trim()
        .replace(/\s/g, '-'),
    ),
  );
