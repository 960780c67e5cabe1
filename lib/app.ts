import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundle } from './bundle.ts';
import { bundleCanary } from './canary-script.ts';
import { functionNames } from './function-names.ts';

/** Synthesizes the app: `cdk synth` runs this file, and so does a caller that sets CDK_OUTDIR. */
const started = performance.now();
const root = fileURLToPath(new URL('..', import.meta.url));
// Bundling is another process's work: the CDK loads meanwhile.
const [bundles, canary, { buildApp }] = await Promise.all([
  bundle(root, functionNames),
  bundleCanary(),
  import('./build-app.ts'),
]);
const app = buildApp(bundles.outdir, { page: join(root, 'console/dist'), canary });
// What switches off the CDK's own validation (local/synth.ts) deploys nothing.
if (process.env.CDK_VALIDATION !== 'false') (await import('./check-app.ts')).checkApp(app);
app.synth();

const total = Object.values(bundles.bytes).reduce((sum, bytes) => sum + bytes, 0);
const bundled = bundles.built ? `bundled in ${bundles.milliseconds} ms` : 'unchanged bundles';
process.stderr.write(
  `${functionNames.length} functions, ${Math.round(total / 1024)} KiB, ${bundled}; ` +
    `synthesized in ${Math.round(performance.now() - started)} ms\n`,
);
