import { beforeAll, describe, expect, test } from 'vitest';
import { readPrincipal } from '../../src/adapters/oidc/read-claims.ts';
import { Permission, roles } from '../../src/contract/permissions.ts';
import { type Mapping, TokenClaims } from '../../src/contract/token-claims.ts';
import { installationOf, ofType, synthesizedApp, type Template } from './synthesized-app.ts';

describe('given the user pool of an installation', () => {
  let rest: Template;
  let mappings: readonly Mapping[];

  beforeAll(async () => {
    ({ rest } = await installationOf('full'));
    const authorizer = ofType(rest, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.Description === 'authorize/token',
    );
    if (authorizer === undefined) throw new Error('no function authorizes tokens');
    const [condition, ofPool] = authorizer.Properties.Environment.Variables.TOKEN_CLAIMS['Fn::If'];
    expect(condition).toBe('MakesUserPool');
    mappings = TokenClaims.parse(JSON.parse(ofPool));
  });

  const client = (id: RegExp) =>
    ofType(rest, 'AWS::Cognito::UserPoolClient').find((it) => id.test(it.id))?.Properties;
  const now = Math.floor(Date.now() / 1000);
  const mapping = (use: string): Mapping => {
    const found = mappings.find((it) => it.use === use);
    if (found === undefined) throw new Error(`no mapping for ${use} tokens`);
    return found;
  };

  test('then all of it is made only where no other issuer is named', () => {
    const made = Object.values(rest.Resources).filter(({ Type }) => Type.startsWith('AWS::Cognito::'));
    expect(made.length).toBeGreaterThan(8);
    for (const { Condition, Type } of made) expect(Condition, Type).toBe('MakesUserPool');
  });

  test('then the console signs people in by code, keeps no secret, and lets nobody write what they may see', () => {
    expect(client(/^UserPoolClient$/)).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'email', 'profile'],
      CallbackURLs: ['https://a.example/', 'https://desk.example.org/'],
      WriteAttributes: ['name'],
      EnableTokenRevocation: true,
    });
  });

  test('when no page is named, then the client sends a code to none', async () => {
    const app = await synthesizedApp();
    const { Properties } = ofType(app.rest, 'AWS::Cognito::UserPoolClient')[0] ?? {};
    expect(Properties).toMatchObject({ AllowedOAuthFlowsUserPoolClient: false });
    expect(Properties.CallbackURLs).toBeUndefined();
  });

  test.each(Object.keys(roles))(
    'when a person of the group %s signs in, then they may do what the role may',
    (role) => {
      const groups = ofType(rest, 'AWS::Cognito::UserPoolGroup').map(
        ({ Properties }) => Properties.GroupName,
      );
      expect(groups).toContain(role);
      const claims = {
        sub: 'person-1',
        iat: now,
        exp: now + 3600,
        name: 'Ada',
        'custom:tenantId': 'acme',
        'custom:divisions': 'main,sales',
        'cognito:groups': [role],
      };
      expect(readPrincipal(claims, mapping('id'))).toMatchObject({
        tenantId: 'acme',
        name: 'Ada',
        permissions: roles[role as keyof typeof roles],
        divisions: ['main', 'sales'],
      });
    },
  );

  test('when a machine asks for all that it may have, then its token names its tenant and just its permissions', () => {
    const machine = client(/acmeconnector/i);
    expect(machine).toMatchObject({ GenerateSecret: true, AllowedOAuthFlows: ['client_credentials'] });
    const servers = new Map(
      ofType(rest, 'AWS::Cognito::UserPoolResourceServer').map(({ id, Properties }) => [
        id,
        Properties.Identifier,
      ]),
    );
    const scopes = machine.AllowedOAuthScopes.map(
      (scope: { 'Fn::Join': [string, [{ Ref: string }, string]] }) => {
        const [, [{ Ref }, rest]] = scope['Fn::Join'];
        return `${servers.get(Ref)}${rest}`;
      },
    );
    const claims = {
      sub: 'client-1',
      client_id: 'client-1',
      scope: scopes.join(' '),
      iat: now,
      exp: now + 3600,
    };
    expect(readPrincipal(claims, mapping('access'))).toMatchObject({
      tenantId: 'acme',
      userId: 'client-1',
      permissions: ['messaging:integration:ingest'],
      divisions: ['main'],
    });
  });

  test('then a machine can be given any permission of the contract, as a scope', () => {
    const offered = ofType(rest, 'AWS::Cognito::UserPoolResourceServer').find(
      ({ Properties }) => Properties.Identifier === 'binocular',
    )?.Properties.Scopes;
    expect(offered.map((it: { ScopeName: string }) => it.ScopeName)).toEqual(Permission.options);
  });
});
