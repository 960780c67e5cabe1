import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** One source file, as the architecture's rules see it. */
export interface SourceFile {
  /** From the project's root, with slashes. */
  readonly path: string;
  readonly lines: number;
  readonly text: string;
  /** Relative imports and re-exports, types included, as paths from the root. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
  /** Whether the file passes on what another file exports. */
  readonly reexports: boolean;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
const slashes = (path: string): string => path.split(sep).join('/');

const specifiers = (file: ts.SourceFile): { text: string; reexport: boolean }[] => {
  const found: { text: string; reexport: boolean }[] = [];
  const visit = (node: ts.Node): void => {
    if (
      (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
      node.moduleSpecifier &&
      ts.isStringLiteral(node.moduleSpecifier)
    ) {
      found.push({ text: node.moduleSpecifier.text, reexport: ts.isExportDeclaration(node) });
    }
    const [argument] = ts.isCallExpression(node) ? node.arguments : [];
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword && argument) {
      if (ts.isStringLiteral(argument)) found.push({ text: argument.text, reexport: false });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
};

const read = (path: string): SourceFile => {
  const text = readFileSync(join(root, path), 'utf8');
  const found = specifiers(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  const relative = found.filter((f) => f.text.startsWith('.'));
  return {
    path,
    text,
    lines: text.split('\n').length - 1,
    imports: relative.map((f) => slashes(normalize(join(dirname(path), f.text)))),
    packages: found.filter((f) => !f.text.startsWith('.')).map((f) => f.text),
    reexports: found.some((f) => f.reexport),
  };
};

/** Every TypeScript file below the given folders. */
export const sourceGraph = (folders: readonly string[]): SourceFile[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
      .map((entry) => read(slashes(join(entry.parentPath, entry.name).slice(root.length)))),
  );

/** Folders of sources that exist. */
export const sourceFolders: readonly string[] = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .filter((name) =>
    ['functions', 'src', 'lib', 'local', 'client', 'console', 'bench', 'scripts', 'test'].includes(name),
  );
