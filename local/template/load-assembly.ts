import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, isAbsolute, join, resolve } from 'node:path';
import type { Stack, Template } from './template.ts';

interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      {
        readonly type: string;
        readonly properties?: { readonly templateFile?: string; readonly directoryName?: string };
      }
    >
  >;
}

/**
 * Reads the stacks of a cloud assembly (the directory that `cdk synth` writes), nested assemblies of
 * stages included. Without a manifest every `*.template.json` of the directory is a stack.
 *
 * @throws when the directory holds no template
 */
export const loadAssembly = (dir: string): Stack[] => {
  const stacks = readStacks(resolve(dir));
  if (stacks.length === 0) throw new Error(`No CloudFormation template in ${dir}: synthesize first.`);
  return stacks;
};

const readStacks = (dir: string): Stack[] => {
  const manifestFile = join(dir, 'manifest.json');
  if (!existsSync(manifestFile)) {
    if (!existsSync(dir)) return [];
    return readdirSync(dir)
      .filter((file) => file.endsWith('.template.json'))
      .sort()
      .map((file) => readStack(dir, basename(file, '.template.json'), file));
  }
  const manifest = JSON.parse(readFileSync(manifestFile, 'utf8')) as Manifest;
  return Object.entries(manifest.artifacts ?? {}).flatMap(([name, { type, properties }]) => {
    if (type === 'cdk:cloud-assembly' && properties?.directoryName) {
      return readStacks(join(dir, properties.directoryName));
    }
    if (type !== 'aws:cloudformation:stack' || !properties?.templateFile) return [];
    return [readStack(dir, name, properties.templateFile)];
  });
};

const readStack = (dir: string, name: string, templateFile: string): Stack => {
  const template = JSON.parse(readFileSync(join(dir, templateFile), 'utf8')) as Template;
  return { name, template, assets: readAssets(dir, templateFile), dir };
};

/** Asset hashes (the S3 key without its extension) with the directories they were made from. */
const readAssets = (dir: string, templateFile: string): Record<string, string> => {
  const file = join(dir, templateFile.replace('.template.json', '.assets.json'));
  if (!existsSync(file)) return {};
  const { files = {} } = JSON.parse(readFileSync(file, 'utf8')) as {
    files?: Record<string, { source?: { path?: string } }>;
  };
  const found: Record<string, string> = {};
  for (const [hash, { source }] of Object.entries(files)) {
    if (source?.path) found[hash] = isAbsolute(source.path) ? source.path : join(dir, source.path);
  }
  return found;
};
