import type { APIGatewayRequestAuthorizerEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { memoryRateStore } from '../../src/adapters/memory/rate-store.ts';
import { memoryRelocationStore } from '../../src/adapters/memory/settings-store.ts';
import { authorizeGuest, authorizeTicket, authorizeToken } from '../../src/app/authorize.ts';
import { fromContext, limitedSeconds, relocationIn } from '../../src/app/principal-context.ts';
import { rates, rateWindowMs } from '../../src/contract/rates.ts';
import { setClock } from '../support/clock.ts';
import { aPrincipal } from '../support/factories.ts';
import { useLogged } from '../support/logged.ts';

const methodArn = 'arn:aws:execute-api:us-east-1:123456789012:api/v1/GET/users/me';

const event = (given: {
  readonly headers?: Record<string, string>;
  readonly ticket?: string;
  readonly from?: string;
}): APIGatewayRequestAuthorizerEvent => ({
  type: 'REQUEST',
  methodArn,
  resource: '/',
  path: '/',
  httpMethod: 'GET',
  headers: given.headers ?? {},
  multiValueHeaders: {},
  pathParameters: null,
  queryStringParameters: given.ticket === undefined ? null : { ticket: given.ticket },
  multiValueQueryStringParameters: null,
  stageVariables: null,
  requestContext: {
    identity: { sourceIp: given.from ?? '192.0.2.1' },
  } as APIGatewayRequestAuthorizerEvent['requestContext'],
});

const needs = <D>(deps: D) => ({ rights: [], open: () => deps });
const counting = () => ({
  rates: memoryRateStore(),
  relocations: memoryRelocationStore(),
  clock: setClock(),
});
const bearer = event({ headers: { authorization: 'Bearer a.b.c' } });
const effectOf = (answer: { policyDocument: { Statement: { Effect: string }[] } }) =>
  answer.policyDocument.Statement.map(({ Effect }) => Effect);

describe('an authorizer', () => {
  useLogged();
  const me = aPrincipal();
  const token = (
    verify: () => Promise<ReturnType<typeof aPrincipal> | { readonly refused: string }>,
    revokedAt: () => Promise<number> = async () => 0,
    keyOf: (tenantId: string) => string | undefined = () => undefined,
    relocations = memoryRelocationStore(),
  ) => authorizeToken(needs({ tokens: { verify }, revocations: { revokedAt }, relocations, keyOf }));

  test('Given a token that counts, when it comes, then its principal is let in on the whole stage', async () => {
    const answer = await token(async () => me)(bearer);
    expect(answer).toMatchObject({
      principalId: `${me.tenantId}/${me.userId}`,
      policyDocument: {
        Statement: [{ Effect: 'Allow', Resource: 'arn:aws:execute-api:us-east-1:123456789012:api/v1/*' }],
      },
      context: { tenantId: me.tenantId, userId: me.userId },
    });
  });

  test('Given a token that grants more divisions than an answer of 8 KB holds, when it comes, then it is refused, and one that fits is not', async () => {
    const granting = (count: number) =>
      token(async () => ({
        ...me,
        divisions: Array.from({ length: count }, (_, n) => String(n).padStart(36, '0')),
      }))(bearer);
    expect(effectOf(await granting(150))).toEqual(['Allow']);
    expect(effectOf(await granting(250))).toEqual(['Deny']);
  });

  test('Given no token, one that is refused and one that was revoked, when each comes, then a policy denies it and nothing fails', async () => {
    const accepts = token(async () => me);
    for (const headers of [{}, { authorization: 'Basic a.b.c' }, { authorization: 'Bearer a.b' }])
      expect(effectOf(await accepts(event({ headers })))).toEqual(['Deny']);
    expect(effectOf(await token(async () => ({ refused: 'crit' }))(bearer))).toEqual(['Deny']);
    expect(
      effectOf(
        await token(
          async () => me,
          async () => me.issued,
        )(bearer),
      ),
    ).toEqual(['Deny']);
  });

  test('Given a tenant that is being moved, when its credentials come, then a call goes on without a principal, counted as before, and no ticket opens a socket', async () => {
    const deps = { ...counting(), origins: '*' };
    await deps.relocations.set(me.tenantId, { state: 'moving', since: 7 });
    const byToken = token(
      async () => me,
      async () => 0,
      () => 'key-1',
      deps.relocations,
    );
    expect(await byToken(bearer)).toMatchObject({ principalId: 'nobody', usageIdentifierKey: 'key-1' });
    const answers = [await byToken(bearer), await authorizeGuest(needs(deps), async () => me)(bearer)];
    for (const answer of answers) {
      expect(effectOf(answer)).toEqual(['Allow']);
      expect(relocationIn(answer.context)).toEqual({ state: 'moving', since: 7 });
    }
    expect(
      effectOf(await authorizeTicket(needs(deps), async () => channel)(event({ ticket: 'good' }))),
    ).toEqual(['Deny']);
    await deps.relocations.set(me.tenantId, { state: 'moved', since: 7, url: 'https://there.example' });
    expect(relocationIn((await byToken(bearer)).context)).toMatchObject({ url: 'https://there.example' });
    await deps.relocations.set(me.tenantId, undefined);
    expect(relocationIn((await byToken(bearer)).context)).toBeUndefined();
  });

  test('Given keys or a table out of reach, when a token comes, then the invocation fails and says nothing of the token', async () => {
    const away = async () => Promise.reject(new Error('out of reach'));
    await expect(token(away)(bearer)).rejects.toThrow('out of reach');
    await expect(token(async () => me, away)(bearer)).rejects.toThrow('out of reach');
    await expect(authorizeGuest(needs(counting()), away)(bearer)).rejects.toThrow('out of reach');
  });

  test('Given tickets, when a browser of another origin or an unknown ticket comes, then a policy denies it', async () => {
    const authorize = authorizeTicket(
      needs({ ...counting(), origins: 'https://a.example,https://b.example' }),
      async (_deps, ticket) => (ticket === 'good' ? channel : undefined),
    );
    const from = (origin: string | undefined, ticket = 'good') =>
      authorize(event({ ticket, ...(origin === undefined ? {} : { headers: { Origin: origin } }) }));
    expect(effectOf(await from('https://b.example'))).toEqual(['Allow']);
    expect(effectOf(await from(undefined))).toEqual(['Allow']);
    expect(effectOf(await from('https://c.example'))).toEqual(['Deny']);
    expect(effectOf(await from(undefined, 'used'))).toEqual(['Deny']);
    expect((await from(undefined)).context).toMatchObject({ channelId: 'channel-1' });
  });

  const channel = { ...me, channelId: 'channel-1', created: 0, until: 1, topics: [] };
  const guests = (deps: ReturnType<typeof counting>) => {
    const authorize = authorizeGuest(needs(deps), async (_deps, one) =>
      one === 'a.b.good' ? me : undefined,
    );
    return (credential: string, from: string) =>
      authorize(event({ headers: { authorization: `Bearer a.b.${credential}` }, from }));
  };
  const tickets = (deps: ReturnType<typeof counting>) => {
    const authorize = authorizeTicket(needs({ ...deps, origins: '*' }), async (_deps, one) =>
      one === 'good' ? channel : undefined,
    );
    return (credential: string, from: string) => authorize(event({ ticket: credential, from }));
  };

  test.each([
    ['tickets', tickets],
    ["guests' tokens", guests],
  ])(
    'Given too many wrong %s from one address, when another comes, then the caller is told when to come back; a right one and other addresses are served as before',
    async (_what, made) => {
      const deps = counting();
      const authorize = made(deps);
      for (let n = 0; n < rates.wrong.caller; n += 1)
        expect(effectOf(await authorize(`wrong-${n}`, '192.0.2.1'))).toEqual(['Deny']);
      for (const again of [authorize, made(deps)]) {
        const limited = await again('wrong', '192.0.2.1');
        const seconds = limitedSeconds(limited.context);
        expect(seconds).toBeGreaterThan(0);
        expect(seconds).toBeLessThanOrEqual(rateWindowMs / 1000);
        expect(() => fromContext(limited.context)).toThrow();
        expect((await again('good', '192.0.2.1')).context).toMatchObject({ userId: me.userId });
        expect(effectOf(await again('wrong', '192.0.2.2'))).toEqual(['Deny']);
      }
      deps.clock.move(rateWindowMs);
      expect(effectOf(await authorize('wrong', '192.0.2.1'))).toEqual(['Deny']);
    },
  );
});
