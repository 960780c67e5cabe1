import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's directory. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

const copied = ['functions', 'src', 'lib', 'widget', 'package.json', 'package-lock.json', 'cdk.json'];

/** Copies what the app is built from, so that its bundles and its assembly belong to this run alone. */
export const copySources = (root: string): void => {
  for (const name of copied) cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
};
