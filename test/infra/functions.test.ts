import type { Stack } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { beforeAll, describe, expect, test } from 'vitest';
import { functionNames } from '../../lib/function-names.ts';
import { type Grant, grants } from '../../lib/grants.ts';
import { tableVariables } from '../../lib/table-names.ts';
import { env } from '../../src/contract/env.ts';
import { clientFrames } from '../../src/contract/frames.ts';
import { ofType, type SynthesizedApp, synthesizedApp } from './synthesized-app.ts';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: unknown;
}

const many = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Environment names that each kind of grant stands for, tables apart. */
const stands: Readonly<Record<string, readonly string[]>> = {
  push: [env.managementEndpoint],
  socketUrl: [env.websocketUrl],
  secrets: [env.integrationSecretsPrefix],
  deliver: [env.deliveryQueueUrl],
  publicUrl: [env.publicUrl],
  origins: [env.allowedOrigins],
  tokens: [env.tokenIssuer, env.tokenAudience, env.tokenJwks, env.tokenClaims],
};

const expected = ({ tables = {}, ...others }: Grant): string[] =>
  [
    ...Object.keys(tables).map((name) => tableVariables[name as keyof typeof tableVariables]),
    ...Object.keys(others).flatMap((kind) => stands[kind] ?? [`no name for the grant ${kind}`]),
  ].sort();

describe('given the synthesized functions', () => {
  let app: SynthesizedApp;
  let functions: Map<string, { environment: Record<string, unknown>; statements: Statement[] }>;

  beforeAll(async () => {
    app = await synthesizedApp();
    functions = new Map(
      [app.live, app.rest].flatMap((template) =>
        ofType(template, 'AWS::Lambda::Function').map(({ Properties }) => {
          const role = template.Resources[Properties.Role['Fn::GetAtt'][0]]?.Properties;
          const statements = role.Policies[0].PolicyDocument.Statement as Statement[];
          return [
            Properties.Description,
            { environment: Properties.Environment?.Variables ?? {}, statements },
          ];
        }),
      ),
    );
  });

  test('there is one for each file under functions/, with a row in the grants', () => {
    expect([...functions.keys()].sort()).toEqual([...functionNames].sort());
    expect(Object.keys(grants).sort()).toEqual([...functionNames].sort());
  });

  test('each has exactly the environment that its row derives, by names of the contract', () => {
    const known: readonly string[] = Object.values(env);
    for (const [name, { environment }] of functions) {
      expect(Object.keys(environment).sort(), name).toEqual(expected(grants[name] ?? {}));
      for (const variable of Object.keys(environment)) expect(known).toContain(variable);
    }
  });

  test('each has a role of its own', () => {
    for (const template of [app.live, app.rest]) {
      const roles = ofType(template, 'AWS::Lambda::Function').map((f) => f.Properties.Role['Fn::GetAtt'][0]);
      expect(new Set(roles).size).toBe(roles.length);
    }
  });

  test('no role has a wildcard action, or a wildcard resource but sockets and secrets below one name', () => {
    const open = /(\/v1\/(POST|DELETE)\/@connections|:secret:binocular\/integrations)\/\*"/;
    for (const [name, { statements }] of functions) {
      for (const { Action, Resource } of statements) {
        for (const action of many(Action)) expect(action, name).not.toContain('*');
        for (const resource of many(Resource)) {
          const text = JSON.stringify(resource);
          if (text.includes('*')) expect(text, name).toMatch(open);
        }
      }
    }
  });

  test('who is granted no push may send to no socket, and who is may to this API alone', () => {
    const [api] = ofType(app.live, 'AWS::ApiGatewayV2::Api');
    for (const [name, { statements }] of functions) {
      const push = statements.filter((s) =>
        many(s.Action).some((action) => action.startsWith('execute-api:')),
      );
      expect(push.length, name).toBe(grants[name]?.push ? 1 : 0);
      for (const { Action, Resource } of push) {
        expect(Action).toBe('execute-api:ManageConnections');
        const text = JSON.stringify(Resource);
        expect(text).toMatch(
          new RegExp(`"Ref":"${api?.id}"|Fn::ImportValue":"binocular-live:[^"]*${api?.id}`),
        );
      }
    }
  });

  test('who is granted reading only may write no table', () => {
    for (const [name, { statements }] of functions) {
      const writes = statements.filter((s) => many(s.Action).includes('dynamodb:PutItem'));
      const granted = Object.values(grants[name]?.tables ?? {}).filter((access) => access === 'rw');
      expect(writes.length, name).toBe(granted.length);
    }
  });

  test('who is granted reading of secrets may change none, and who writes them only those of integrations', () => {
    const changes = ['PutSecretValue', 'CreateSecret', 'DeleteSecret'].map((it) => `secretsmanager:${it}`);
    for (const [name, { statements }] of functions) {
      const changing = statements.filter((s) => many(s.Action).some((action) => changes.includes(action)));
      expect(changing.length, name).toBe(grants[name]?.secrets === 'rw' ? 1 : 0);
      for (const { Action, Resource } of changing) {
        expect(many(Action).sort(), name).toEqual([...changes, 'secretsmanager:GetSecretValue'].sort());
        expect(JSON.stringify(Resource), name).toMatch(/:secret:binocular\/integrations\/\*"/);
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
