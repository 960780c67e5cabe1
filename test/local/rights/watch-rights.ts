import { AsyncLocalStorage } from 'node:async_hooks';
import { afterAll } from 'vitest';
import { type Access, accessKeyOf, createAccess } from '../../../local/access/access.ts';
import { dynamodbCalls, type TableKeys } from '../../../local/access/dynamodb-calls.ts';
import { type Call, readStatements } from '../../../local/access/policy.ts';
import { client } from '../../../src/adapters/dynamodb/table.ts';
import type { Right } from '../../../src/contract/rights.ts';
import { tables } from '../../support/tables.ts';
import { keepRights } from './keep-rights.ts';

const account = '000000000000';
const tableArn = (name: string): string => `arn:aws:dynamodb:us-east-1:${account}:table/${name}`;
const stageArn = `arn:aws:execute-api:us-east-1:${account}:api/v1`;

interface Keyed {
  readonly KeySchema: readonly [{ readonly AttributeName: string }, ...unknown[]];
}

const partitionKeyOf = ({ KeySchema: [{ AttributeName }] }: Keyed): string => AttributeName;

const indexesOf = (properties: object): readonly (Keyed & { readonly IndexName: string })[] =>
  'GlobalSecondaryIndexes' in properties ? tables.Records.Properties.GlobalSecondaryIndexes : [];

const tableKeys: ReadonlyMap<string, TableKeys> = new Map(
  Object.entries(tables).map(([name, { Properties }]) => [
    name,
    {
      arn: tableArn(name),
      partitionKey: partitionKeyOf(Properties),
      indexes: new Map(indexesOf(Properties).map((index) => [index.IndexName, partitionKeyOf(index)])),
    },
  ]),
);

const nameOf = (on: string): string => `${on.charAt(0).toUpperCase()}${on.slice(1)}`;

const arnOf = (on: string): string | undefined =>
  on === 'connections' ? stageArn : nameOf(on) in tables ? tableArn(nameOf(on)) : undefined;

/** What a function declares of tables and sockets, as its role says it. */
const statementsOf = (rights: readonly Right[]) =>
  readStatements({
    Version: '2012-10-17',
    Statement: rights
      .filter(({ on }) => arnOf(on) !== undefined)
      .map(({ on, actions, part = '', keys }) => ({
        Effect: 'Allow',
        Action: [...actions],
        Resource: `${arnOf(on)}${part}`,
        ...(keys && { Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } } }),
      })),
  });

const acting = new AsyncLocalStorage<string>();
const known = new Map<string, Access>();

afterAll(() => {
  const used = [...known.values()].flatMap((access) => access.rights().used);
  keepRights({ granted: [], used });
});

/** Says why the function that acts now may not do this; undefined where it may, and where none acts. */
const denialOf = (calls: readonly Call[]): string | undefined => {
  const name = acting.getStore();
  return name === undefined ? undefined : known.get(name)?.denial(accessKeyOf(name), calls);
};

const refuse = (denied: string | undefined): void => {
  if (denied !== undefined) throw Object.assign(new Error(denied), { name: 'AccessDeniedException' });
};

/** Looks at what a mocked management API is asked. */
export const watchConnection = (method: 'POST' | 'DELETE', connectionId: string): void =>
  refuse(
    denialOf([
      {
        action: 'execute-api:ManageConnections',
        resource: `${stageArn}/${method}/@connections/${connectionId}`,
      },
    ]),
  );

const watchTables = (): void =>
  client().middlewareStack.add(
    (next) => async (args) => {
      const { headers, body } = Object(args.request);
      const input = JSON.parse(Buffer.from(body).toString());
      refuse(denialOf(dynamodbCalls(String(headers['x-amz-target']), input, tableKeys)));
      return next(args);
    },
    { step: 'finalizeRequest', name: 'watchRights', override: true },
  );

type Handler = (event: unknown, ...rest: unknown[]) => Promise<unknown>;

interface Loaded {
  readonly handler: Handler;
  readonly needs: { readonly rights: readonly Right[] };
}

/** Each is asked for once: the test runner looks a module up anew, in another process, whenever it is imported. */
const loaded = new Map<string, Promise<Handler>>();

const load = async (name: string): Promise<Handler> => {
  const file = new URL(`../../../functions/${name}.ts`, import.meta.url).pathname;
  const { handler, needs } = (await import(file)) as Loaded;
  const statements = statementsOf(needs.rights);
  const principal = { functionName: name, label: name, roleName: name, statements };
  known.set(name, createAccess([principal], account));
  watchTables();
  return (...given) => acting.run(name, () => handler(...given));
};

/**
 * A function's handler, held to what it declares: a call of its tables or sockets that it does not declare is denied, as
 * the local runtime denies it, and those that it makes count as used. The environment must be set.
 *
 * @param name `<group>/<name>`
 */
export const handlerOf = (name: string): Promise<Handler> => {
  const handler = loaded.get(name) ?? load(name);
  loaded.set(name, handler);
  return handler;
};
