import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import { parseAst } from 'rolldown/parseAst';

/** What a route says to documents alone: no function reads it, and the schema of its answer is never parsed there. */
const documented = ['summary', 'sdk', 'tag', 'response', 'statuses', 'errors'];

interface Edit {
  readonly at: number;
  readonly to: number;
  readonly text: string;
}

type Statement = ReturnType<typeof parseAst>['body'][number];
type Expression = NonNullable<ReturnType<typeof initializers>[number]>;

/** What the constants of a module start with. */
const initializers = (statement: Statement) => {
  const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
  if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') return [];
  return declaration.declarations.map(({ init }) => init);
};

/** Takes what documents alone read out of `defineRoute({…})`. */
const undocumented = (made: Expression): readonly Edit[] => {
  if (made.type !== 'CallExpression' || made.callee.type !== 'Identifier') return [];
  const [declared] = made.arguments;
  if (made.callee.name !== 'defineRoute' || declared?.type !== 'ObjectExpression') return [];
  return declared.properties.flatMap((property) => {
    if (property.type !== 'Property' || property.key.type !== 'Identifier') return [];
    const { start: at, end: to } = property.value;
    return documented.includes(property.key.name) ? [{ at, to, text: 'undefined' }] : [];
  });
};

/** Lets a constant fall away with all that it is made of where nobody uses it. */
const droppable = (made: Expression): readonly Edit[] => [
  { at: made.start, to: made.start, text: '/* @__PURE__ */ (() => (' },
  ...undocumented(made),
  { at: made.end, to: made.end, text: '))()' },
];

/** Functions, numbers, texts: esbuild sees by itself that they do nothing. */
const plain = ['ArrowFunctionExpression', 'FunctionExpression', 'Literal', 'Identifier'];

/**
 * Says of each constant of a module that making it does nothing else, so that a bundler may leave it out. Modules of
 * `src` do nothing when they are loaded (docs/adr/0016-rights-beside-the-handler.md), but a bundler cannot know that of
 * a call, and would keep every schema of a file for the sake of one.
 *
 * @param source TypeScript
 */
export const prune = (source: string): string => {
  const edits = parseAst(source, { lang: 'ts' })
    .body.flatMap(initializers)
    .flatMap((made) => (made === null || plain.includes(made.type) ? [] : droppable(made)));
  let done = 0;
  let pruned = '';
  for (const { at, to, text } of edits) {
    pruned += source.slice(done, at) + text;
    done = to;
  }
  return pruned + source.slice(done);
};

/** The SDK's search for credentials in files, in SSO, in the metadata of machines; Lambda puts them into variables. */
const credentials = `
import { fromEnv } from '@aws-sdk/credential-provider-env';
export const defaultProvider = () => fromEnv();
`;

/** DynamoDB needs no search for its endpoint, and the cache of what it finds is as large as a schema's library. */
const endpoints = `
export const resolveEndpointDiscoveryConfig = (config) => config;
const none = () => undefined;
const options = { environmentVariableSelector: none, configFileSelector: none, default: undefined };
export { options as NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS };
`;

/** Answers that are streams of events, which no service of ours gives. */
const eventStreams = 'export const EventStreamSerde = undefined, eventStreamSerdeProvider = undefined;';

/** The same names, of which none does anything: for a module that is imported and never called. */
const idle = (source: string): string =>
  [...source.matchAll(/^export (?:const|function) (\w+)|^export \{ \w+ as (\w+) \}/gm)]
    .map(
      ([, declared, renamed]) =>
        `const ${declared ?? `_${renamed}`} = () => {};\nexport { ${declared ?? `_${renamed} as ${renamed}`} };`,
    )
    .join('\n');

/** Modules of packages of which functions use nothing, and what stands for each. */
const unused: readonly (readonly [path: RegExp, stand: (path: string) => Promise<string> | string])[] = [
  [/credential-provider-node[/\\]dist-es[/\\]index\.js$/, () => credentials],
  [/middleware-endpoint-discovery[/\\]dist-es[/\\]index\.js$/, () => endpoints],
  [/core[/\\]dist-es[/\\]submodules[/\\]event-streams[/\\]index\.js$/, () => eventStreams],
  // Schemas are told as JSON Schema to documents alone.
  [
    /zod[/\\]v4[/\\]core[/\\](?:json-schema-processors|to-json-schema)\.js$/,
    async (path) => idle(await readFile(path, 'utf8')),
  ],
];

/** Leaves out of a bundle what its function never uses. */
export const prunePlugin: Plugin = {
  name: 'prune',
  setup: ({ onLoad }) => {
    // Our own sources are TypeScript; what packages bring is not.
    onLoad({ filter: /[/\\]src[/\\].+\.ts$/ }, async ({ path }) => ({
      contents: prune(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
    for (const [filter, stand] of unused)
      onLoad({ filter }, async ({ path }) => ({
        contents: await stand(path),
        loader: 'js',
        resolveDir: path.replace(/[/\\][^/\\]+$/, ''),
      }));
  },
};
