import * as z from 'zod';
import { budgets } from '../../src/contract/budgets.ts';
import { clientFrames } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';

type Json = z.core.JSONSchema.JSONSchema;

/** One string, list or map that a caller can send, and its limit; undefined where the contract names none. */
export interface Limited {
  /** Where it is: the schema's name or the route's, and the path in it. */
  readonly where: string;
  readonly path: string;
  readonly limit: string | undefined;
}

/** A limit that a schema's refinement or its handler holds, as the contract says it. */
const said = (schema: Json): string | undefined => {
  const own = (schema as Readonly<Record<string, unknown>>)['x-limit'];
  return typeof own === 'string' ? own : undefined;
};

/** Whether a pattern takes only so many characters: it is anchored, and nothing in it repeats without end. */
const isBounded = (pattern: string): boolean =>
  /^\^.*\$$/.test(pattern) && !/[*+]|,\}/.test(pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x'));

const stringLimit = (schema: Json): string | undefined => {
  if (schema.const !== undefined || schema.enum !== undefined) return 'the words listed';
  if (schema.maxLength !== undefined) return `${schema.maxLength} characters`;
  if (said(schema) !== undefined) return said(schema);
  return schema.pattern !== undefined && isBounded(schema.pattern) ? 'its pattern' : undefined;
};

const limitsOf = (
  schema: Json,
  root: Json,
  path: string,
  seen: readonly string[] = [],
): readonly Omit<Limited, 'where'>[] => {
  const of = (one: unknown, at: string, names = seen) => limitsOf(one as Json, root, at, names);
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return seen.includes(name) ? [] : of(root.$defs?.[name] ?? {}, path, [...seen, name]);
  }
  const branches = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  const own = branches.flatMap((one) => of(one, path));
  if (schema.type === 'string') return [...own, { path, limit: stringLimit(schema) }];
  if (schema.type === 'array') {
    const limit = schema.maxItems === undefined ? said(schema) : `${schema.maxItems} items`;
    return [...own, { path, limit }, ...of(schema.items ?? {}, `${path}[]`)];
  }
  if (schema.type !== 'object') {
    // What takes anything takes as much as the body may hold.
    const open =
      schema.type === undefined &&
      branches.length === 0 &&
      schema.const === undefined &&
      schema.enum === undefined;
    return open ? [...own, { path, limit: said(schema) }] : own;
  }
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) =>
    of(field, path === '' ? name : `${path}.${name}`),
  );
  const more = schema.additionalProperties;
  if (typeof more !== 'object' || schema.propertyNames === undefined) return [...own, ...fields];
  const names = of(schema.propertyNames, `${path}{name}`);
  return [...own, ...fields, { path: `${path}{}`, limit: said(schema) }, ...names, ...of(more, `${path}{}`)];
};

/** The limits of one schema. */
export const limitsIn = (where: string, schema: z.ZodType | undefined): readonly Limited[] => {
  if (schema === undefined) return [];
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return limitsOf(json, json, '').map((one) => ({ where, ...one }));
};

const partsOf = (route: Route): readonly Limited[] => [
  ...limitsIn(`${route.method} ${route.path}`, route.params),
  ...limitsIn(`${route.method} ${route.path}?`, route.query),
  ...limitsIn(`${route.method} ${route.path} body`, route.body),
];

/** Every string, list and map that a caller can send, by REST or by a frame. */
export const everyLimit = (): readonly Limited[] => [
  ...routes.flatMap(partsOf),
  ...Object.entries(clientFrames).flatMap(([word, frame]) => limitsIn(`frame ${word}`, frame)),
];

const { participantsAtOnce, participantsInAll, participantsBytes } = limits;

/** What calls can make grow, one after the other, and where it ends. */
const grown: readonly (readonly [string, string])[] = [
  [
    'participants of a conversation at once',
    `${participantsAtOnce}, of ${participantsBytes} bytes of names and ids`,
  ],
  ['users who ever take part in a conversation', `${participantsInAll}`],
  ['the head of a conversation', `${limits.headBytes} bytes`],
  ['panels of a conversation', `${limits.panelsOfConversation}, of ${limits.panelBytes} bytes each`],
  [
    'attributes of a participant',
    `${limits.attributesOfParticipant}, of ${limits.attributesBytes} bytes in all`,
  ],
  ['participants of a conversation who have attributes', `${limits.attributedParticipants}`],
  ['joins, transfers and holds of a conversation', `${limits.movesOfConversation}`],
  [
    'changes of a conversation after which nobody monitors it anew',
    `${limits.changesOfConversation}; those who take part can make no more than ${3 * limits.movesOfConversation}`,
  ],
  ['notes on a conversation', `${limits.notesOfConversation}, ${limits.notesOfAuthor} of one author`],
  ['channels of a user', `${limits.channelsPerUser}; another takes the place of the oldest`],
  ['topics of a channel', `${limits.topicsOfChannel}`],
  ['queues of a user', `${limits.queuesOfUser}`],
  ['members of a queue', `${limits.membersOfQueue}`],
  ['users of a tenant whom administrators create', `${limits.usersOfTenant}`],
  ['queues of a tenant', `${limits.queuesOfTenant}`],
  ['wrap-up codes of a tenant', `${limits.codesOfTenant}, ${limits.codesOfQueue} of one queue`],
  ['integrations of a tenant', `${limits.integrationsOfTenant}`],
  ['conversations of a tenant in progress', `${budgets.conversations}`],
  ['conversations of a tenant that are monitored', `${budgets.monitors}`],
  ['channels that a tenant opens', `${budgets.channels} in two hours`],
  ['values in one JSON body or frame', `${limits.bodyValues}`],
];

/** What one request can say, on one page, derived from the schemas; ids in paths are left out, each has one limit. */
export const limitsPage = (): string => {
  const rows = everyLimit().filter(({ where, path }) => / body$|\?$|^frame /.test(where) && path !== '');
  const unique = new Map(rows.map((row) => [`${row.where} ${row.path}`, row]));
  return [
    '# Limits',
    '',
    'Written by `npm run docs:api` from the contract; `test/contract/limits.test.ts` refuses a string, list or map without one.',
    'An id has at most 100 characters, in a path too. How often may be called is in `src/contract/rates.ts`.',
    '',
    '## What grows by calls',
    '',
    '| what | at most |',
    '|---|---|',
    ...grown.map(([what, most]) => `| ${what} | ${most} |`),
    '',
    'Each of these is counted in the write that adds one, so that calls side by side cannot pass its limit together',
    '([ADR 0040](../adr/0040-lists-counted-with-their-entries.md)). What the budgets of a tenant count (conversations,',
    'monitored ones, channels) is as it was some seconds ago: it guards a share, not a size, and may be passed by the calls',
    'of these seconds.',
    '',
    '## What one request can say',
    '',
    '| request | value | at most |',
    '|---|---|---|',
    ...[...unique.values()].map(
      ({ where, path, limit }) => `| \`${where}\` | \`${path}\` | ${limit ?? ''} |`,
    ),
    '',
  ].join('\n');
};
