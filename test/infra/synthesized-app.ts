import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { App } from 'aws-cdk-lib';
import { type Bundles, bundle } from '../../lib/bundle.ts';
import { functionNames } from '../../lib/function-names.ts';
import { oneAtATime } from '../../lib/one-at-a-time.ts';
import { fingerprint } from '../../local/fingerprint.ts';
import { synthesized } from '../e2e/support/built.ts';
import { type InstallationName, installations } from './installations.ts';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: plain JSON, whose shape each test names by what it asserts
  readonly Properties: any;
  readonly DeletionPolicy?: string;
  readonly Condition?: string;
  readonly UpdateReplacePolicy?: string;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<
    Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>
  >;
  readonly Parameters: Readonly<Record<string, { readonly Default?: string }>>;
}

export interface SynthesizedApp {
  readonly data: Template;
  readonly live: Template;
  readonly rest: Template;
  /** Every stack by its name: these three, and those of the functions of the REST API's tags. */
  readonly stacks: ReadonlyMap<string, Template>;
}

interface Synthesis {
  /** What a test does to the app beforehand. */
  readonly change?: (app: App) => void;
  /** Settings, as `cdk -c` or cdk.json would give them. */
  readonly context?: Readonly<Record<string, unknown>>;
  /** The built page; without it there is no stack of the console. */
  readonly page?: string;
  /** Directory of a bundled canary; without it there is no stack of it. */
  readonly canary?: string;
  /** Other bundles than those of the functions as they are. */
  readonly code?: string;
}

/** A part of an assembly, as its manifest names it. */
interface Artifact {
  readonly type: string;
  readonly properties: { readonly templateFile: string };
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let bundles: Promise<Bundles> | undefined;
let usual: Promise<SynthesizedApp> | undefined;
const kept = new Map<InstallationName, Promise<SynthesizedApp>>();

const readStacks = (outdir: string, installation: unknown = 'binocular'): SynthesizedApp => {
  const read = (file: string) => JSON.parse(readFileSync(join(outdir, file), 'utf8'));
  const { artifacts } = read('manifest.json') as { artifacts: Record<string, Artifact> };
  const stacks = new Map(
    Object.entries(artifacts)
      .filter(([, { type }]) => type === 'aws:cloudformation:stack')
      .map(([name, { properties }]) => [name, read(properties.templateFile) as Template]),
  );
  const named = (name: string): Template => {
    const found = stacks.get(`${installation}-${name}`);
    if (found === undefined) throw new Error(`no stack ${name}`);
    return found;
  };
  return { data: named('data'), live: named('live'), rest: named('rest'), stacks };
};

/**
 * The whole app, from the bundles that would be deployed; without CloudFormation's own validation of templates, which
 * `npm run synth` does. Without settings it is the assembly that the local runtime serves.
 *
 * @throws when a rule's finding is not acknowledged, or a setting is wrong
 */
export const synthesizedApp = async (synthesis?: Synthesis): Promise<SynthesizedApp> => {
  if (synthesis === undefined) {
    usual ??= synthesized().then((outdir) => readStacks(outdir));
    return usual;
  }
  const outdir = mkdtempSync(join(tmpdir(), 'binocular-synth-'));
  try {
    await synthesize(outdir, synthesis);
    return readStacks(outdir, synthesis.context?.installation);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** One of the installations that many tests look at: who asks first in a run synthesizes it for all its processes. */
export const installationOf = (name: InstallationName): Promise<SynthesizedApp> => {
  const known = kept.get(name) ?? synthesizedOnce(name);
  kept.set(name, known);
  return known;
};

const synthesizedOnce = async (name: InstallationName): Promise<SynthesizedApp> => {
  const { context, hasPage } = installations[name];
  const outdir = join(root, '.build/test-installations', name);
  const marker = join(outdir, 'made-from');
  const print = fingerprint(root, ['lib', 'src', 'functions', 'widget', 'test/infra', 'package-lock.json']);
  await oneAtATime(`${outdir}.lock`, async () => {
    if (existsSync(marker) && readFileSync(marker, 'utf8') === print) return;
    rmSync(outdir, { recursive: true, force: true });
    const page = join(outdir, 'page');
    mkdirSync(join(page, 'assets'), { recursive: true });
    if (hasPage) writeFileSync(join(page, 'index.html'), '<!doctype html>');
    writeFileSync(join(page, 'assets/main.js'), '');
    await synthesize(outdir, { context, page, canary: join(root, '.build/http/get-me') });
    writeFileSync(marker, print);
  });
  return readStacks(outdir, context.installation);
};

const synthesize = async (
  outdir: string,
  { change, context = {}, page, canary, code: given }: Synthesis,
): Promise<void> => {
  bundles ??= bundle(root, functionNames);
  const code = given ?? (await bundles).outdir;
  const [{ buildApp }, { checkApp }] = await Promise.all([
    import('../../lib/build-app.ts'),
    import('../../lib/check-app.ts'),
  ]);
  const app = buildApp(code, {
    outdir,
    builtinCloudFormationValidation: false,
    // Nothing here is deployed: assets stay where they are, and no resource says which line made it.
    treeMetadata: false,
    stackTraces: false,
    context: { 'aws:cdk:disable-asset-staging': true, ...context },
    ...(page === undefined ? {} : { page }),
    ...(canary === undefined ? {} : { canary }),
  });
  change?.(app);
  checkApp(app);
  app.synth();
};

/** Resources of one type, with their logical ids. */
export const ofType = ({ Resources }: Template, type: string): (Resource & { readonly id: string })[] =>
  Object.entries(Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));

/** As above, of all stacks. */
export const allOfType = ({ stacks }: SynthesizedApp, type: string) =>
  [...stacks.values()].flatMap((template) => ofType(template, type));
