import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from 'aws-cdk-lib';
import { buildApp } from '../../lib/build-app.ts';
import { type Bundles, bundle } from '../../lib/bundle.ts';
import { functionNames } from '../../lib/function-names.ts';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: plain JSON, whose shape each test names by what it asserts
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
}

export interface SynthesizedApp {
  readonly data: Template;
  readonly live: Template;
  readonly rest: Template;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let bundles: Promise<Bundles> | undefined;

/**
 * Synthesizes the whole app, from the bundles that would be deployed; without CloudFormation's own validation of
 * templates, which `npm run synth` does.
 *
 * @param change what a test does to the app beforehand
 * @throws when a rule's finding is not acknowledged
 */
export const synthesizedApp = async (change: (app: App) => void = () => {}): Promise<SynthesizedApp> => {
  bundles ??= bundle(root, functionNames);
  const { outdir: code } = await bundles;
  const outdir = mkdtempSync(join(tmpdir(), 'binocular-synth-'));
  try {
    const app = buildApp(code, { outdir, builtinCloudFormationValidation: false });
    change(app);
    app.synth();
    const read = (name: string): Template =>
      JSON.parse(readFileSync(join(outdir, `${name}.template.json`), 'utf8')) as Template;
    return { data: read('binocular-data'), live: read('binocular-live'), rest: read('binocular-rest') };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** Resources of one type, with their logical ids. */
export const ofType = ({ Resources }: Template, type: string): (Resource & { readonly id: string })[] =>
  Object.entries(Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));
