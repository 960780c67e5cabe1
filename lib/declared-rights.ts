import { type BuildOptions, build } from 'esbuild';
import type { Right } from '../src/contract/rights.ts';

/** What functions declare that they may touch, by their `<group>/<name>`. */
export type DeclaredRights = Readonly<Record<string, readonly Right[]>>;

/**
 * Stands for every package while declarations are read: called, constructed or asked for anything, it answers itself.
 * It is its own prototype, for what esbuild copies of a module keeps that alone.
 */
const anything: object = new Proxy(class {}, {
  get: (own, key) => {
    // A class may extend it, or a text hold it.
    if (key === 'prototype') return own.prototype;
    return key === Symbol.toPrimitive ? () => '' : anything;
  },
  apply: () => anything,
  construct: () => anything,
  getPrototypeOf: () => anything,
});

/**
 * Reads what functions declare (docs/adr/0016-rights-beside-the-handler.md): the `needs` of each file under functions/,
 * without its handler, run with no package loaded.
 *
 * @param options of the bundles themselves
 * @throws when a function declares no needs
 */
export const readDeclaredRights = async (
  root: string,
  functions: readonly string[],
  options: BuildOptions,
): Promise<DeclaredRights> => {
  const contents = functions
    .map((name, index) => `export { needs as needs${index} } from './functions/${name}.ts';`)
    .join('\n');
  const { outputFiles } = await build({
    ...options,
    entryNames: 'needs',
    absWorkingDir: root,
    outdir: '.build',
    minify: false,
    packages: 'external',
    stdin: { contents, resolveDir: root },
    write: false,
  });
  const module: { exports: Record<string, { readonly rights: readonly Right[] }> } = { exports: {} };
  new Function('module', 'require', outputFiles[0]?.text ?? '')(module, () => anything);
  return Object.fromEntries(
    functions.map((name, index) => [name, module.exports[`needs${index}`]?.rights ?? []]),
  );
};
