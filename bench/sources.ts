import { cpSync, readdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's directory. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

const leftOut = new Set(['node_modules', 'cdk.out', 'docs', 'test', 'bench']);

/**
 * Copies what the app is built from, so that its bundles and its assembly belong to this run alone. What the build reads
 * is not listed: all that is neither hidden nor made by a command comes along.
 */
export const copySources = (root: string): void => {
  const names = readdirSync(projectRoot).filter((name) => !(name.startsWith('.') || leftOut.has(name)));
  for (const name of names) cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
};
