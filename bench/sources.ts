import { cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's directory. */
export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

const copied = ['functions', 'src', 'lib', 'package.json', 'package-lock.json', 'cdk.json'];

/** Copies what the app is built from, so that its bundles and its assembly belong to this run alone. */
export const copySources = (root: string): void => {
  for (const name of copied) cpSync(join(projectRoot, name), join(root, name), { recursive: true });
  symlinkSync(join(projectRoot, 'node_modules'), join(root, 'node_modules'));
};

/**
 * Turns off that a route of the copy answers before it pushes: the chain then waits for the pushes, and the template
 * buffers the response.
 *
 * @throws when the route does not answer first to begin with
 */
export const answerLast = (root: string, route: string): void => {
  const folder = join(root, 'src/contract/routes');
  const flag = new RegExp(`(name: '${route}',(?:(?!defineRoute)[^])*?)\\n\\s*answersFirst: true,`);
  const files = readdirSync(folder).map((name) => join(folder, name));
  const file = files.find((path) => flag.test(readFileSync(path, 'utf8')));
  if (file === undefined) throw new Error(`${route} does not answer first`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(flag, '$1'));
};
