import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from '@typescript/typescript6';

/** One source file, as the architecture's rules see it. */
export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  /** Relative imports and re-exports, types included, as paths from the root. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const slashes = (path: string): string => path.split(sep).join('/');

const read = (path: string): SourceFile => {
  const text = readFileSync(join(root, path), 'utf8');
  const named = ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName);
  const relative = named.filter((name) => name.startsWith('.'));
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    imports: relative.map((name) => slashes(normalize(join(dirname(path), name)))),
    packages: named.filter((name) => !name.startsWith('.')),
  };
};

/** Every TypeScript file below the given folders. */
export const sourceGraph = (folders: readonly string[]): readonly SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .filter((entry) => !/\/(node_modules|dist)(\/|$)/.test(slashes(entry.parentPath)))
      .map((entry) => read(slashes(join(entry.parentPath, entry.name).slice(root.length)))),
  );

const sources = [
  'functions',
  'src',
  'lib',
  'local',
  'client',
  'cli',
  'console',
  'widget',
  'bench',
  'scripts',
  'test',
];

/** Folders of sources that exist. */
export const sourceFolders: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((name) => sources.includes(name));
