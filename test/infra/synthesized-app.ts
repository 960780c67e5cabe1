import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
  /** Other bundles than those of the functions as they are. */
  readonly code?: string;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
let bundles: Promise<Bundles> | undefined;

/**
 * Synthesizes the whole app, from the bundles that would be deployed; without CloudFormation's own validation of
 * templates, which `npm run synth` does.
 *
 * @throws when a rule's finding is not acknowledged, or a setting is wrong
 */
export const synthesizedApp = async ({
  change,
  context = {},
  page,
  code: given,
}: Synthesis = {}): Promise<SynthesizedApp> => {
  bundles ??= bundle(root, functionNames);
  const code = given ?? (await bundles).outdir;
  const outdir = mkdtempSync(join(tmpdir(), 'binocular-synth-'));
  try {
    const app = buildApp(code, {
      outdir,
      builtinCloudFormationValidation: false,
      context,
      ...(page === undefined ? {} : { page }),
    });
    change?.(app);
    app.synth();
    const stacks = new Map(
      readdirSync(outdir)
        .filter((file) => file.endsWith('.template.json'))
        .map((file) => [
          file.replace('.template.json', ''),
          JSON.parse(readFileSync(join(outdir, file), 'utf8')) as Template,
        ]),
    );
    const named = (name: string): Template => {
      const found = stacks.get(`${context.installation ?? 'binocular'}-${name}`);
      if (found === undefined) throw new Error(`no stack ${name}`);
      return found;
    };
    return { data: named('data'), live: named('live'), rest: named('rest'), stacks };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
};

/** Resources of one type, with their logical ids. */
export const ofType = ({ Resources }: Template, type: string): (Resource & { readonly id: string })[] =>
  Object.entries(Resources)
    .filter(([, resource]) => resource.Type === type)
    .map(([id, resource]) => ({ id, ...resource }));

/** As above, of all stacks. */
export const allOfType = ({ stacks }: SynthesizedApp, type: string) =>
  [...stacks.values()].flatMap((template) => ofType(template, type));
