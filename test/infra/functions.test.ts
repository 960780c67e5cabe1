import { fileURLToPath } from 'node:url';
import type { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { rightsOf } from '../../lib/bundle.ts';
import type { DeclaredRights } from '../../lib/declared-rights.ts';
import { functionNames } from '../../lib/function-names.ts';
import { auditPk, relocationKey, revocationKey, settingsKey } from '../../src/adapters/dynamodb/keys.ts';
import { clientFrames } from '../../src/contract/frames.ts';
import { resources } from '../../src/contract/rights.ts';
import { routes } from '../../src/contract/routes.ts';
import { sourceGraph } from '../architecture/source-graph.ts';
import { reach } from '../architecture/ways.ts';
import { ofType, type SynthesizedApp, synthesizedApp } from './synthesized-app.ts';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | string[]>>>>;
}

const many = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Whether a statement lets these actions touch an item of this partition, in any table. */
const lets = (statement: Statement, actions: readonly string[], pk: string): boolean => {
  if (!many(statement.Action).some((action) => actions.includes(action))) return false;
  const patterns = statement.Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys'];
  if (patterns === undefined) return true;
  return many(patterns).some((pattern) => new RegExp(`^${pattern.replaceAll('*', '.*')}$`).test(pk));
};

const changes = ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'];
const touches = [...changes, 'dynamodb:PutItem', 'dynamodb:GetItem', 'dynamodb:Query'];

describe('given the synthesized functions', () => {
  let app: SynthesizedApp;
  let declared: DeclaredRights;
  let functions: Map<
    string,
    { environment: Record<string, unknown>; statements: Statement[]; policy: string }
  >;

  beforeAll(async () => {
    app = await synthesizedApp();
    declared = rightsOf(fileURLToPath(new URL('../../.build', import.meta.url)));
    functions = new Map(
      [...app.stacks.values()].flatMap((template) =>
        ofType(template, 'AWS::Lambda::Function').map(({ Properties }) => {
          const role = template.Resources[Properties.Role['Fn::GetAtt'][0]]?.Properties;
          const document = role.Policies[0].PolicyDocument;
          return [
            Properties.Description,
            {
              environment: Properties.Environment?.Variables ?? {},
              statements: document.Statement as Statement[],
              policy: JSON.stringify(document),
            },
          ];
        }),
      ),
    );
  });

  /** Statements on a table, by a word of its logical id. */
  const on = (name: string, table: string): Statement[] =>
    (functions.get(name)?.statements ?? []).filter(({ Resource }) =>
      JSON.stringify(Resource).includes(table),
    );

  test('there is one for each file under functions/, and each declares what it needs', () => {
    expect([...functions.keys()].sort()).toEqual([...functionNames].sort());
    expect(Object.keys(declared).sort()).toEqual([...functionNames].sort());
  });

  test('each has exactly the variables of the resources that it declares', () => {
    for (const [name, { environment }] of functions) {
      const touched = new Set((declared[name] ?? []).map((right) => right.on));
      const expected = [...touched].flatMap((resource): string[] => [...resources[resource]]);
      expect(Object.keys(environment).sort(), name).toEqual(expected.sort());
    }
  });

  test('each may do what it declares and nothing else, its source of events and its log aside', () => {
    const given = /^(logs:|xray:|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$|sqs:)/;
    for (const [name, { statements }] of functions) {
      const actions = (declared[name] ?? []).flatMap((right) => right.actions);
      const allowed = statements.flatMap(({ Action }) => many(Action));
      expect(
        actions.filter((action) => !allowed.includes(action)),
        name,
      ).toEqual([]);
      expect(
        allowed.filter((action) => !actions.includes(action) && !given.test(action)),
        name,
      ).toEqual([]);
    }
  });

  test('each has a role of its own', () => {
    for (const template of app.stacks.values()) {
      const roles = ofType(template, 'AWS::Lambda::Function').map((f) => f.Properties.Role['Fn::GetAtt'][0]);
      expect(new Set(roles).size).toBe(roles.length);
    }
  });

  test('no policy comes near the 10,240 characters that IAM takes inline', () => {
    for (const [name, { policy }] of functions) expect(policy.length, name).toBeLessThan(8_000);
  });

  test('no role has a wildcard action, or a wildcard resource but sockets, secrets and files below one name', () => {
    const open = /(\/v1\/(POST|DELETE)\/@connections|:secret:binocular\/integrations|\/(waiting|kept))\/\*"/;
    for (const [name, { statements }] of functions) {
      for (const { Action, Resource } of statements) {
        for (const action of many(Action)) expect(action, name).not.toContain('*');
        // X-Ray takes traces of no narrower resource.
        if (many(Action).every((action) => action.startsWith('xray:'))) continue;
        for (const resource of many(Resource)) {
          const text = JSON.stringify(resource);
          if (text.includes('*')) expect(text, name).toMatch(open);
        }
      }
    }
  });

  test('a table of several kinds of items is open to no role as a whole', () => {
    for (const name of functionNames)
      for (const table of ['Directory', 'Records', 'Sockets'])
        for (const { Action, Condition } of on(name, table).filter(({ Action }) =>
          many(Action).some((action) => touches.includes(action)),
        ))
          expect(Condition, `${name}: ${many(Action)} on ${table}`).toBeDefined();
  });

  test('an audit can be put and read, and no role may change or delete one', () => {
    const audits = auditPk('tenant-a');
    const may = (actions: readonly string[]) =>
      functionNames.filter((name) =>
        on(name, 'Directory').some((statement) => lets(statement, actions, audits)),
      );
    expect(may(changes)).toEqual([]);
    expect(may(['dynamodb:Query'])).toEqual(['http/get-audits']);
    expect(may(['dynamodb:PutItem'])).toContain('http/export-conversation');
  });

  test('no function closes or opens the fence before a tenant, and those that let callers in see it', () => {
    const { pk } = relocationKey('tenant-a');
    const may = (actions: readonly string[]) =>
      functionNames.filter((name) => on(name, 'Directory').some((statement) => lets(statement, actions, pk)));
    expect(may([...changes, 'dynamodb:PutItem'])).toEqual([]);
    const doors = ['guest', 'ticket', 'token'].map((name) => `authorize/${name}`);
    const open = routes.filter(({ authorizer }) => authorizer === 'none' || authorizer === 'provider');
    expect([...may(['dynamodb:GetItem'])].sort()).toEqual(
      [...doors, ...open.map(({ name }) => `http/${name}`)].sort(),
    );
  });

  test('what anyone can call touches no revocation, retention or audit', () => {
    const kept = [revocationKey('tenant-a', 'u').pk, settingsKey('tenant-a').pk, auditPk('tenant-a')];
    const open = routes.filter(({ authorizer }) => authorizer === 'none' || authorizer === 'provider');
    expect(open.length).toBeGreaterThan(3);
    for (const route of open)
      for (const pk of kept)
        for (const statement of on(`http/${route.name}`, 'Directory'))
          expect(lets(statement, touches, pk), `${route.name} ${pk}`).toBe(false);
  });

  test('sending to sockets goes to this API alone, and only streams and frames may: nobody who writes can push', () => {
    const [api] = ofType(app.live, 'AWS::ApiGatewayV2::Api');
    const own = new RegExp(`"Ref":"${api?.id}"|Fn::ImportValue":"binocular-live:[^"]*${api?.id}`);
    const senders = new Set<string>();
    for (const [name, { statements }] of functions)
      for (const { Action, Resource } of statements)
        if (many(Action).includes('execute-api:ManageConnections')) {
          senders.add(name.split('/')[0] ?? '');
          expect(JSON.stringify(Resource), name).toMatch(own);
        }
    expect([...senders].sort()).toEqual(['stream', 'websocket']);
  });

  test('a function reaches no adapter but those whose ports it declares', () => {
    const files = sourceGraph(['functions', 'src']);
    const portsIn = (text: string) =>
      [...text.matchAll(/export const (\w+) = (?:port|setting)\(/g)].map((m) => m[1]);
    /** Ports that several functions declare alike, by the name of their list. */
    const lists = new Map(
      files.flatMap(({ text }) =>
        [...text.matchAll(/export const (\w+) = \[([^;]*)\] as const;/g)].map(([, name, list]) => [
          name,
          list,
        ]),
      ),
    );
    for (const name of functionNames) {
      const path = `functions/${name}.ts`;
      const text = files.find((file) => file.path === path)?.text ?? '';
      const [, declared = ''] = /export const needs = ports\(([\s\S]*?)\);\n/.exec(text) ?? [];
      const needs = declared.replace(/\.\.\.(\w+)/g, (_, list) => lists.get(list) ?? '');
      const named = new Set([...needs.matchAll(/\b(\w+)\b/g)].map((match) => match[1]));
      for (const file of reach(files, path, ['src/'])) {
        const offered = file.path.startsWith('src/adapters/') ? portsIn(file.text) : [];
        if (offered.length > 0)
          expect(
            offered.some((one) => named.has(one)),
            `${name} reaches ${file.path}`,
          ).toBe(true);
      }
    }
  });

  test('the WebSocket API has a route for each word a client may send, and a ticket authorizer on $connect', () => {
    const routes = ofType(app.live, 'AWS::ApiGatewayV2::Route').map((r) => r.Properties);
    expect(routes.map((r) => r.RouteKey).sort()).toEqual(
      ['$connect', '$disconnect', '$default', ...Object.keys(clientFrames)].sort(),
    );
    expect(routes.find((r) => r.RouteKey === '$connect')?.AuthorizationType).toBe('CUSTOM');
    const [authorizer] = ofType(app.live, 'AWS::ApiGatewayV2::Authorizer');
    expect(authorizer?.Properties.IdentitySource).toEqual(['route.request.querystring.ticket']);
  });

  test('nothing of the development server is in a template', () => {
    expect(JSON.stringify(app)).not.toMatch(/\/dev\b|localhost|127\.0\.0\.1/);
  });

  test('an unacknowledged finding of the AWS Solutions rules ends synthesis', async () => {
    const careless = synthesizedApp({
      change: (it) => {
        new Queue(it.node.findChild('binocular-data') as Stack, 'Careless');
      },
    });
    await expect(careless).rejects.toThrow();
  });
});
