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

/** Leaves out of a bundle what its function never uses. */
export const prunePlugin: Plugin = {
  name: 'prune',
  setup: ({ onLoad }) => {
    // Our own sources are TypeScript; what packages bring is not.
    onLoad({ filter: /[/\\]src[/\\].+\.ts$/ }, async ({ path }) => ({
      contents: prune(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
    onLoad({ filter: /credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: credentials,
      loader: 'js',
      resolveDir: path.replace(/[/\\][^/\\]+$/, ''),
    }));
  },
};
