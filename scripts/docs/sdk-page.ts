import * as z from 'zod';
import { limits } from '../../src/contract/limits.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { readSdkTypings, type SdkTypings } from './sdk-typings.ts';

/** How an answer differs from what the SDK's typings promise. Paths name items by `[]`. */
export interface Difference {
  readonly route: Route;
  readonly model: string;
  /** Fields that typed code may read without asking, and that are not always there. */
  readonly missing: readonly string[];
  /** Optional fields of the SDK that this service has no value for; fields of those fields are not listed again. */
  readonly leftOut: readonly string[];
}

interface Shape {
  readonly properties?: Record<string, Shape>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly oneOf?: readonly Shape[];
  readonly allOf?: readonly Shape[];
  readonly $ref?: string;
  readonly $defs?: Record<string, Shape>;
}

type Named = Record<string, Shape>;

/** The object that a schema describes, or its items, or each of its alternatives. */
const objectsOf = (shape: Shape, named: Named): readonly Shape[] => {
  const target = shape.$ref === undefined ? undefined : named[shape.$ref.replace('#/$defs/', '')];
  if (target !== undefined) return objectsOf(target, named);
  if (shape.properties !== undefined) return [shape];
  if (shape.items !== undefined) return objectsOf(shape.items, named);
  const parts = [...(shape.anyOf ?? []), ...(shape.oneOf ?? []), ...(shape.allOf ?? [])];
  return parts.flatMap((part) => objectsOf(part, named));
};

type Found = Record<string, 'missing' | 'left out'>;

const compare = (
  sdk: SdkTypings,
  model: string,
  shape: Shape,
  named: Named,
  path: string,
  found: Found,
): void => {
  for (const object of objectsOf(shape, named)) {
    for (const [name, field] of sdk.fields(model)) {
      const at = `${path}${name}`;
      const mine = object.properties?.[name];
      if (field.required && !(object.required ?? []).includes(name)) found[at] = 'missing';
      else if (mine === undefined) found[at] ??= 'left out';
      if (mine !== undefined && field.model !== undefined)
        compare(sdk, field.model, mine, named, `${at}${mine.items === undefined ? '' : '[]'}.`, found);
    }
  }
};

const shapeOf = (schema: z.ZodType): Shape =>
  z.toJSONSchema(schema, { io: 'output', reused: 'inline', unrepresentable: 'any' }) as Shape;

/** Holds each answer against the SDK's typings, for every route that serves a method of it. */
export const sdkDifferences = (sdk: SdkTypings = readSdkTypings()): readonly Difference[] =>
  routes.flatMap((route) => {
    if (route.sdk === undefined) return [];
    const model = sdk.answer(route.sdk);
    if (model === undefined) throw new Error(`${route.name}: the SDK has no method ${route.sdk}`);
    if (model === 'void') return [{ route, model, missing: [], leftOut: [] }];
    if (route.response === undefined) return [{ route, model, missing: [], leftOut: ['(the whole answer)'] }];
    const found: Found = {};
    const shape = shapeOf(route.response);
    compare(sdk, model, shape, shape.$defs ?? {}, '', found);
    const of = (kind: string) => Object.keys(found).filter((path) => found[path] === kind);
    return [{ route, model, missing: of('missing'), leftOut: of('left out') }];
  });

const list = (paths: readonly string[]): string => paths.map((path) => `\`${path}\``).join(', ');

/** The page of the SDK's methods that are served, and what their answers leave out. */
export const sdkPage = (): string => {
  const sdk = readSdkTypings();
  const differences = sdkDifferences(sdk);
  return [
    '# The official SDK',
    '',
    `Written by \`npm run docs:api\` from the contract and the typings of purecloud-platform-client-v2 ${sdk.version}. These methods of`,
    'the SDK work against this service unchanged; `client.setGateway({host, protocol, port})` says where it is. A method',
    'that is not here answers 404. A field without a value here is left out, never invented.',
    '',
    '| method | route | answers |',
    '|---|---|---|',
    ...differences.map(
      ({ route, model }) =>
        `| \`${route.sdk}\` | \`${route.method} ${route.path}\` | ${model === 'void' ? '' : model} |`,
    ),
    '',
    '## What is limited',
    '',
    `\`participants[].messages\` names the newest ${limits.claimPage} messages of a conversation, each with who said it: the SDK has no`,
    'page of them. What is older is read by `GET /conversations/messages/{conversationId}/transcript`, page by page, or by ids with',
    '`postConversationsMessageMessagesBulk`: a message is `{conversationId}.{seq}`, from 1 on.',
    `Observations of interactions (\`detailMetrics\`) are of the ${limits.activityRows} that started first; \`truncated\` says whether there are`,
    'more, and `observationDate` is the start of the conversation.',
    '',
    '## What answers leave out',
    '',
    ...differences
      .filter(({ leftOut, missing }) => leftOut.length + missing.length > 0)
      .flatMap(({ route, leftOut, missing }) => [
        `**${route.sdk}**${missing.length === 0 ? '' : ` (required in the typings: ${list(missing)})`}: ${list(leftOut)}`,
        '',
      ]),
  ].join('\n');
};
