import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Bundles the canary's function to `.build/canary/index.js`; answers its directory. */
export const bundleCanary = async (): Promise<string> => {
  const outdir = join(root, '.build', 'canary');
  await build({
    absWorkingDir: root,
    entryPoints: { index: 'cli/job/canary-function.ts' },
    outdir,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    legalComments: 'none',
    logLevel: 'warning',
  });
  return outdir;
};
