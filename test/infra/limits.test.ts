import { beforeAll, describe, expect, test } from 'vitest';
import { fenceSeconds } from '../../cli/moving/move-tenant.ts';
import { keyOfTenant } from '../../src/adapters/tenant-keys.ts';
import { rates, throttleOf } from '../../src/contract/rates.ts';
import { routes } from '../../src/contract/routes.ts';
import { rememberedMs } from '../../src/domain/shared/principal.ts';
import { full } from './installations.ts';
import { allOfType, installationOf, ofType, type SynthesizedApp, type Template } from './synthesized-app.ts';

const anonymous = (path: string): string => path.replace(/\{[^}]+\}/g, '{}');

/** A template's value with the account filled in. */
const plain = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : (value as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1]
        .map((part) => (typeof part === 'string' ? part : '111122223333'))
        .join('');

describe('given the limits of an installation', () => {
  let app: SynthesizedApp;
  let budgets: Template;

  beforeAll(async () => {
    app = await installationOf('full');
    const found = app.stacks.get(`${full.name}-budgets`);
    if (found === undefined) throw new Error('no budgets');
    budgets = found;
  });

  test('each route whose caller shows no user’s token has a throttle of its own on the stage, by how it lets callers in', () => {
    const settings: { HttpMethod: string; ResourcePath: string; ThrottlingRateLimit: number }[] = ofType(
      app.rest,
      'AWS::ApiGateway::Stage',
    )[0]?.Properties.MethodSettings;
    const limits = new Map(
      settings.map(({ HttpMethod, ResourcePath, ThrottlingRateLimit }) => [
        `${HttpMethod} ${anonymous(ResourcePath.replace(/^\/~1/, '/').replaceAll('~1', '/'))}`,
        ThrottlingRateLimit,
      ]),
    );
    const expected = routes.flatMap(({ method, path, authorizer = 'user' }) =>
      authorizer === 'user'
        ? []
        : [[`${method} /api/v2${anonymous(path)}`, throttleOf[authorizer].perSecond] as const],
    );
    expect(expected.length).toBeGreaterThan(10);
    expect(limits).toEqual(new Map([['* /*', throttleOf.user.perSecond], ...expected]));
    expect(throttleOf.none.perSecond).toBeLessThan(throttleOf.user.perSecond);
  });

  test('each route of a user counts for the key of the caller’s tenant, which the authorizer names, and no other does', () => {
    const needing = ofType(app.rest, 'AWS::ApiGateway::Method')
      .filter(({ Properties }) => Properties.ApiKeyRequired === true)
      .map(({ Properties }) => Properties.OperationName)
      .sort();
    const ofUsers = routes.filter(({ authorizer = 'user' }) => authorizer === 'user').map(({ name }) => name);
    expect(needing).toEqual(ofUsers.sort());
    const [api] = ofType(app.rest, 'AWS::ApiGateway::RestApi');
    expect(api?.Properties.ApiKeySourceType).toBe('AUTHORIZER');
  });

  test('each tenant that is named has a key and a budget to itself, and every other one of the shared keys', () => {
    const authorizer = allOfType(app, 'AWS::Lambda::Function').find(
      ({ Properties }) => Properties.Description === 'authorize/token',
    );
    const keyOf = keyOfTenant(plain(authorizer?.Properties.Environment.Variables.TENANT_KEYS));
    const plans = new Map(
      ofType(budgets, 'AWS::ApiGateway::UsagePlan').map(({ id, Properties }) => [id, Properties]),
    );
    const values = new Map(
      ofType(budgets, 'AWS::ApiGateway::ApiKey').map(({ id, Properties }) => [id, plain(Properties.Value)]),
    );
    const planOf = new Map(
      ofType(budgets, 'AWS::ApiGateway::UsagePlanKey').map(({ Properties }) => [
        values.get(Properties.KeyId.Ref),
        plans.get(Properties.UsagePlanId.Ref),
      ]),
    );
    const tenants = Array.from({ length: 2_000 }, (_, i) => `tenant-${i}`);
    const used = new Set(tenants.map(keyOf));
    expect(used.size).toBe(64);
    for (const key of used)
      expect(planOf.get(key)?.Throttle).toEqual({ RateLimit: 1_000, BurstLimit: 2_000 });
    expect(planOf.get(keyOf('big'))?.Throttle).toEqual({ RateLimit: 3_000, BurstLimit: 6_000 });
    expect(used.has(keyOf('big'))).toBe(false);
    for (const value of planOf.keys()) expect(value).toMatch(/^[a-z0-9]{20,128}$/);
    for (const { Properties } of ofType(budgets, 'AWS::ApiGateway::UsagePlan'))
      expect(Properties.ApiStages).toMatchObject([{ Stage: 'v1' }]);
  });

  test('a web ACL stands before the stage: it loses no message for its words, keeps no sample, and limits each way in', () => {
    const [acl] = ofType(app.rest, 'AWS::WAFv2::WebACL');
    expect(ofType(app.rest, 'AWS::WAFv2::WebACLAssociation')).toHaveLength(1);
    expect(acl?.Properties.Scope).toBe('REGIONAL');
    expect(JSON.stringify(acl?.Properties)).not.toContain('"SampledRequestsEnabled":true');
    const rules: {
      Name: string;
      // biome-ignore lint/suspicious/noExplicitAny: plain JSON of a template
      Statement: any;
    }[] = acl?.Properties.Rules;
    const counting = rules.flatMap(({ Statement }) =>
      (Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? []).map((it: { Name: string }) => it.Name),
    );
    expect(counting).toEqual(expect.arrayContaining(['SizeRestrictions_BODY', 'CrossSiteScripting_BODY']));
    const limited = (path: string, name: string): number | undefined => {
      const found = rules.find((rule) => rule.Name === name)?.Statement.RateBasedStatement;
      const scope = found?.ScopeDownStatement;
      const patterns: string[] = (scope.OrStatement?.Statements ?? [scope]).map(
        (it: { RegexMatchStatement: { RegexString: string } }) => it.RegexMatchStatement.RegexString,
      );
      return patterns.some((pattern) => new RegExp(pattern).test(path)) ? found.Limit : undefined;
    };
    const ways = { none: 'Anonymous', provider: 'Providers', guest: 'Guests' } as const;
    for (const { authorizer = 'user', path, name } of routes) {
      const filled = `/api/v2${path.replace(/\{\w+\}/g, 'x')}`;
      for (const [way, rule] of Object.entries(ways))
        for (const asked of [filled, `/v1${filled}`])
          expect(limited(asked, rule) !== undefined, `${name} ${rule}`).toBe(
            routes.some((it) => it.path === path && it.authorizer === way),
          );
      if (authorizer === 'none') expect(limited(filled, 'Anonymous')).toBe(2 * rates.session.caller);
    }
  });

  test('strangers’ functions and the authorizers have concurrency of their own where it is set apart', () => {
    const apart = allOfType(app, 'AWS::Lambda::Function')
      .filter(({ Properties }) => Properties.ReservedConcurrentExecutions === 50)
      .map(({ Properties }) => Properties.Description);
    const strangers = routes.filter(({ authorizer }) => authorizer === 'none' || authorizer === 'provider');
    expect(apart.sort()).toEqual(
      ['authorize/guest', 'authorize/token', ...strangers.map(({ name }) => `http/${name}`)].sort(),
    );
  });

  test('the fence before a tenant counts as closed no sooner than what passed it before is over', () => {
    const remembered = allOfType(app, 'AWS::ApiGateway::Authorizer').map(({ Properties }) =>
      Number(Properties.AuthorizerResultTtlInSeconds),
    );
    expect(remembered.length).toBeGreaterThan(1);
    // 29 s is the longest that API Gateway waits for a function.
    expect(fenceSeconds).toBeGreaterThanOrEqual(Math.max(...remembered) + 29 + rememberedMs / 1000);
  });

  test('settings leave the web ACL and the budgets out, and make one for the console in us-east-1', async () => {
    const without = await installationOf('bare');
    expect(ofType(without.rest, 'AWS::WAFv2::WebACL')).toEqual([]);
    expect(allOfType(without, 'AWS::ApiGateway::ApiKey')).toEqual([]);
    expect(JSON.stringify(without.rest)).not.toContain('"ApiKeyRequired":true');
    const [, edge] = [...without.stacks].find(([name]) => name.endsWith('-edge')) ?? [];
    expect(edge && ofType(edge, 'AWS::WAFv2::WebACL')[0]?.Properties.Scope).toBe('CLOUDFRONT');
  });
});
