import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { type DeclaredRights, readDeclaredRights } from './declared-rights.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { prunePlugin } from './prune.ts';
import { buildWidget, widgetPlugin } from './widget-script.ts';

/** What a bundling run did. */
export interface Bundles {
  /** Absolute directory that holds `<group>/<name>/index.js`. */
  readonly outdir: string;
  /** Bytes of each bundle, by function. */
  readonly bytes: Readonly<Record<string, number>>;
  /** False where nothing had changed since the last run. */
  readonly built: boolean;
  readonly milliseconds: number;
}

interface Manifest {
  readonly key: string;
  readonly inputs: readonly string[];
  readonly bytes: Readonly<Record<string, number>>;
  readonly rights: DeclaredRights;
}

/**
 * The measured best for a cold start: the SDK inside and minified CommonJS from ES modules, so that what is not used
 * falls away. Node 20 is what laptops have; Lambda runs 24.
 */
export const bundleOptions = {
  bundle: true,
  minify: true,
  keepNames: false,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  mainFields: ['module', 'main'],
  legalComments: 'none',
  entryNames: '[dir]/[name]/index',
  logLevel: 'warning',
  plugins: [widgetPlugin, prunePlugin],
} as const satisfies BuildOptions;

/**
 * Bundles every function in one esbuild run to `.build/<group>/<name>/index.js`, or does nothing when no input changed.
 *
 * @param root the project's directory
 * @param functions each as `<group>/<name>`
 * @throws when a function has no file under functions/
 */
export const bundle = (root: string, functions: readonly string[]): Promise<Bundles> =>
  oneAtATime(join(root, '.build', 'lock'), () => bundleNow(root, functions));

const bundleNow = async (root: string, functions: readonly string[]): Promise<Bundles> => {
  const started = performance.now();
  const outdir = join(root, '.build');
  const missing = functions.filter((name) => !existsSync(join(root, 'functions', `${name}.ts`)));
  if (missing.length > 0) throw new Error(`no handler in functions/ for ${missing.join(', ')}`);
  const done = (bytes: Manifest['bytes'], built: boolean): Bundles => ({
    outdir,
    bytes,
    built,
    milliseconds: Math.round(performance.now() - started),
  });

  const last = readManifest(outdir);
  const complete = last && functions.every((name) => existsSync(join(outdir, name, 'index.js')));
  if (complete && last.key === keyOf(root, functions, last.inputs)) return done(last.bytes, false);

  const result = await build({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints: functions.map((name) => `functions/${name}.ts`),
    outbase: 'functions',
    outdir,
    metafile: true,
    write: false,
  });
  const bytes: Record<string, number> = {};
  for (const file of result.outputFiles) {
    replace(file.path, file.contents);
    bytes[dirname(relative(outdir, file.path)).split(sep).join('/')] = file.contents.byteLength;
  }
  const inputs = [...Object.keys(result.metafile.inputs), ...(await buildWidget()).inputs].filter(
    (path) => !/^(node_modules\/|widget:)/.test(path),
  );
  removeStrangers(outdir, functions);
  const rights = await readDeclaredRights(root, functions, bundleOptions);
  const manifest: Manifest = { key: keyOf(root, functions, inputs), inputs, bytes, rights };
  replace(join(outdir, 'manifest.json'), JSON.stringify(manifest));
  return done(bytes, true);
};

/** Everything that a bundle depends on: the options, our sources by content, and packages by their lock. */
const keyOf = (root: string, functions: readonly string[], inputs: readonly string[]): string => {
  const hash = createHash('sha256').update(JSON.stringify([bundleOptions, functions]));
  for (const path of ['package-lock.json', ...inputs]) {
    const file = join(root, path);
    hash.update(path).update(existsSync(file) ? readFileSync(file) : '');
  }
  return hash.digest('hex');
};

const readManifest = (outdir: string): Manifest | undefined => {
  const file = join(outdir, 'manifest.json');
  const manifest = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Manifest) : undefined;
  // One of an earlier version is as good as none.
  return manifest?.rights === undefined ? undefined : manifest;
};

/**
 * What bundled functions declare that they may touch, as the last run read it.
 *
 * @param outdir of a run
 */
export const rightsOf = (outdir: string): DeclaredRights => {
  const rights = readManifest(outdir)?.rights;
  if (rights === undefined) throw new Error(`nothing is bundled in ${outdir}`);
  return rights;
};

/** Writes by renaming, so that a run beside this one never reads half a bundle. */
const replace = (path: string, contents: Uint8Array | string): void => {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, path);
};

const removeStrangers = (outdir: string, functions: readonly string[]): void => {
  for (const group of readdirSync(outdir, { withFileTypes: true })) {
    if (!group.isDirectory()) continue;
    for (const name of readdirSync(join(outdir, group.name))) {
      if (functions.includes(`${group.name}/${name}`)) continue;
      rmSync(join(outdir, group.name, name), { recursive: true, force: true });
    }
  }
};
