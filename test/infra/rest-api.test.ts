import { beforeAll, describe, expect, test } from 'vitest';
import { errorCodes } from '../../src/contract/errors.ts';
import { routes } from '../../src/contract/routes.ts';
import { allOfType, ofType, type SynthesizedApp, synthesizedApp, type Template } from './synthesized-app.ts';

/** Full path of each API resource, with every variable part written `{}`. */
const paths = (rest: Template): Map<string, string> => {
  const resources = new Map(ofType(rest, 'AWS::ApiGateway::Resource').map((r) => [r.id, r.Properties]));
  const pathOf = (id: string): string => {
    const at = resources.get(id);
    return at ? `${pathOf(at.ParentId.Ref)}/${at.PathPart}` : '';
  };
  return new Map([...resources.keys()].map((id) => [id, anonymous(pathOf(id))]));
};

const anonymous = (path: string): string => path.replace(/\{[^}]+\}/g, '{}');

describe('given the synthesized REST API', () => {
  let app: SynthesizedApp;
  let methods: { method: string; path: string; properties: Template['Resources'][string]['Properties'] }[];

  beforeAll(async () => {
    app = await synthesizedApp();
    const at = paths(app.rest);
    methods = ofType(app.rest, 'AWS::ApiGateway::Method').map(({ Properties: properties }) => ({
      method: properties.HttpMethod,
      path: at.get(properties.ResourceId.Ref) ?? '',
      properties,
    }));
  });

  const methodOf = (route: (typeof routes)[number]) =>
    methods.find((m) => m.method === route.method && m.path === anonymous(`/api/v2${route.path}`))
      ?.properties;

  test('it has every declared route and no other', () => {
    const declared = routes.map((route) => `${route.method} ${anonymous(`/api/v2${route.path}`)}`).sort();
    const synthesized = methods.filter((m) => m.method !== 'ANY').map((m) => `${m.method} ${m.path}`);
    expect(synthesized.sort()).toEqual(declared);
  });

  test('every resource with a route answers preflights, and its other methods with a 405 that names those it has', () => {
    const declared = new Map<string, string[]>();
    for (const { path, method } of routes) {
      const at = anonymous(`/api/v2${path}`);
      declared.set(at, [...(declared.get(at) ?? []), method]);
    }
    const others = methods.filter(({ method }) => method === 'ANY');
    expect(others.map(({ path }) => path).sort()).toEqual([...declared.keys()].sort());
    for (const { path, properties } of others) {
      const [refused, asked] = properties.Integration.IntegrationResponses;
      const allowed = [...(declared.get(path) ?? []), 'OPTIONS'].sort();
      expect(refused.SelectionPattern).toBeUndefined();
      expect(refused.ResponseParameters['method.response.header.Allow']).toBe(`'${allowed.join(', ')}'`);
      expect(JSON.parse(refused.ResponseTemplates['application/json'])).toMatchObject({
        code: 'method.not.allowed',
        status: 405,
        contextId: '$context.requestId',
      });
      expect([asked.SelectionPattern, asked.StatusCode]).toEqual(['204', '204']);
      expect(asked.ResponseParameters).toMatchObject({
        'method.response.header.Access-Control-Allow-Methods': `'${declared.get(path)?.join(',')}'`,
        'method.response.header.Access-Control-Max-Age': "'7200'",
      });
      for (const [index, { ResponseParameters }] of [refused, asked].entries())
        expect(Object.keys(properties.MethodResponses[index].ResponseParameters).sort()).toEqual(
          Object.keys(ResponseParameters).sort(),
        );
    }
  });

  /** The function that an ARN names. */
  const described = (arn: unknown): string | undefined => {
    const [, name] = /:function:([\w-]+)/.exec(JSON.stringify(arn)) ?? [];
    const named = allOfType(app, 'AWS::Lambda::Function').filter(
      ({ Properties }) => name !== undefined && Properties.FunctionName === name,
    );
    return named[0]?.Properties.Description;
  };

  test('each route runs its own function', () => {
    for (const route of routes) expect(described(methodOf(route).Integration.Uri)).toBe(`http/${route.name}`);
  });

  test("API Gateway invokes each route's function by the role of its tag, which may invoke no others", () => {
    const invocable = (role: string) => {
      const [policy] = app.rest.Resources[role]?.Properties.Policies ?? [];
      const { Action, Resource } = policy.PolicyDocument.Statement[0];
      expect([policy.PolicyDocument.Statement.length, Action]).toEqual([1, 'lambda:InvokeFunction']);
      return [Resource].flat().map(described);
    };
    for (const route of routes) {
      const [role] = methodOf(route).Integration.Credentials['Fn::GetAtt'];
      const ofTag = routes.filter(({ tag }) => tag === route.tag).map(({ name }) => `http/${name}`);
      expect(invocable(role).toSorted()).toEqual(ofTag.toSorted());
    }
  });

  test('each route has the authorizer that it declares', () => {
    for (const route of routes) {
      const { AuthorizationType, AuthorizerId } = methodOf(route);
      if (route.authorizer === 'none' || route.authorizer === 'provider') {
        expect(AuthorizationType, route.name).toBe('NONE');
        continue;
      }
      expect(AuthorizationType, route.name).toBe('CUSTOM');
      const { Properties } = app.rest.Resources[AuthorizerId.Ref] ?? {};
      const name = route.authorizer === 'guest' ? 'AuthorizeGuest' : 'AuthorizeToken';
      expect(JSON.stringify(Properties.AuthorizerUri), route.name).toContain(name);
      expect(Properties.IdentitySource).toBe('method.request.header.Authorization');
    }
  });

  test("API Gateway's own refusals are the contract's error envelope", () => {
    const responses = ofType(app.rest, 'AWS::ApiGateway::GatewayResponse');
    for (const { Properties } of responses) {
      const body = JSON.parse(Properties.ResponseTemplates['application/json']) as {
        code: keyof typeof errorCodes;
        status: number;
        message: string;
      };
      expect(Object.keys(body).sort()).toEqual(
        ['code', 'contextId', 'details', 'message', 'messageParams', 'status'].sort(),
      );
      expect(errorCodes[body.code].status).toBe(body.status);
      expect(Properties.StatusCode).toBe(String(body.status));
      expect(body.message).not.toContain('{');
    }
    expect(responses.map((r) => r.Properties.ResponseType)).toEqual(
      expect.arrayContaining([
        'UNAUTHORIZED',
        'THROTTLED',
        'DEFAULT_4XX',
        'DEFAULT_5XX',
        'REQUEST_TOO_LARGE',
      ]),
    );
  });

  test('access logs hold no query string, token or body', () => {
    const rest = ofType(app.rest, 'AWS::ApiGateway::Stage')[0]?.Properties.AccessLogSetting.Format as string;
    const live = ofType(app.live, 'AWS::ApiGatewayV2::Stage')[0]?.Properties.AccessLogSettings
      .Format as string;
    for (const format of [rest, live]) {
      expect(format).toContain('$context.requestId');
      expect(format).not.toMatch(/querystring|queryString|\$input|authorizer\.(?!status)|context\.path\b/);
    }
  });
});
