import { DeleteConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { rateKey } from '../../src/adapters/dynamodb/keys.ts';
import { limitedSeconds } from '../../src/app/principal-context.ts';
import { lifecycle } from '../../src/app/websocket.ts';
import { ErrorBody } from '../../src/contract/errors.ts';
import { type RateName, rateOf, rates, rateWindowMs } from '../../src/contract/rates.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, callAuthorizer, callSocket, useHandlers } from '../support/handlers.ts';
import { socketEvent } from '../support/http-event.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { pathNames } from '../support/route-samples.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

const counted = routes.flatMap((route) => {
  const rate = route.name === 'create-channel' ? 'ticket' : rateOf[route.authorizer ?? 'user'];
  return rate === undefined ? [] : [{ name: route.name, route, rate }];
});

/** The path alone: calls are counted before anything else of them is looked at. */
const requestOf = (route: Route, tenantId: string) => ({
  params: Object.fromEntries(pathNames(route).map((name) => [name, name === 'tenantId' ? tenantId : 'x'])),
});

describe('calls that are counted', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();
  /** As if this had been called as often as its rate allows, in this minute and the next. */
  const useUp = async (tenantId: string, what: string, taken: number): Promise<void> => {
    const window = Math.floor(Date.now() / rateWindowMs);
    for (const at of [window, window + 1])
      await engine
        .client()
        .send(new PutCommand({ TableName: 'Sockets', Item: { ...rateKey(tenantId, what, at), taken } }));
  };
  const caller = (rate: RateName, userId: string) =>
    rate === 'session' || rate === 'webhook' ? '192.0.2.1' : userId;

  test('every route that no user\u2019s token opens is counted, and its contract says so', () => {
    const open = routes.filter(({ authorizer }) => authorizer !== undefined && authorizer !== 'user');
    expect(open.length).toBeGreaterThan(5);
    for (const { name, route } of counted) expect(route.errors, name).toContain('too.many.requests');
    expect(counted.map(({ name }) => name)).toEqual(expect.arrayContaining(open.map(({ name }) => name)));
  });

  test.each(counted)(
    'Given a caller who has used up the rate, when they call $name, then they are told when to come back, and nobody else is',
    async ({ name, route, rate }) => {
      const tenantId = `tenant-${name}`;
      const me = aPrincipal({
        tenantId,
        userId: `caller-${name}`,
        expires: Date.now() + 3_600_000,
        ...(route.authorizer === 'guest' ? { guestOf: 'site-1' } : {}),
      });
      const said = { me, ...requestOf(route, tenantId) };
      await useUp(tenantId, `${rate}#${caller(rate, me.userId)}`, rates[rate].caller);
      const refused = await call(name, said);
      expect([refused.status, ErrorBody.parse(refused.json).code]).toEqual([429, 'too.many.requests']);
      expect(Number(refused.headers['Retry-After'])).toBeGreaterThan(0);
      const elsewhere = `${tenantId}-b`;
      const other = {
        me: { ...me, tenantId: elsewhere },
        ...requestOf(route, elsewhere),
      };
      expect((await call(name, other)).status).not.toBe(429);
    },
  );

  test.each(
    counted.filter(({ route }) => route.authorizer === 'guest').map(({ name, route }) => ({ name, route })),
  )(
    'Given an address of too many wrong tokens, when its next wrong one calls $name, then it is told when to come back',
    async ({ name, route }) => {
      const said = { me: aPrincipal(), authorizer: { limitedFor: '17' }, ...requestOf(route, 'tenant') };
      const refused = await call(name, said);
      expect([refused.status, ErrorBody.parse(refused.json).code]).toEqual([429, 'too.many.requests']);
      expect(refused.headers['Retry-After']).toBe('17');
    },
  );

  test('Given an address of too many wrong tickets, when its next wrong one opens a socket, then it is told when to come back', async () => {
    const opened = lifecycle({ rights: [], open: () => ({}) }, async () => true);
    const { requestContext, ...rest } = socketEvent('$connect', aPrincipal(), {
      channelId: 'c',
      connectionId: 'c',
    });
    const event = { ...rest, requestContext: { ...requestContext, authorizer: { limitedFor: '17' } } };
    expect(await opened(event as Parameters<typeof opened>[0])).toEqual({
      statusCode: 429,
      headers: { 'Retry-After': '17' },
    });
  });

  test.each(['guest', 'ticket'])(
    'Given an address that has used up its wrong credentials, when the authorizer %s is shown another, then it says for how long',
    async (authorizer) => {
      await useUp('', 'wrong#192.0.2.77', rates.wrong.caller);
      const { context } = await callAuthorizer(authorizer, 'dA.nobody.secret', '192.0.2.77');
      expect(limitedSeconds(context)).toBeGreaterThan(0);
    },
  );

  test('Given a tenant whose rate is used up, when another visitor asks to be let in, then they are told when to come back', async () => {
    const route = routes.find(({ name }) => name === 'create-guest-session');
    if (route === undefined) throw new Error('no route');
    await useUp('tenant-full', 'session', rates.session.tenant);
    const said = { me: aPrincipal(), ...requestOf(route, 'tenant-full') };
    expect((await call(route.name, said)).status).toBe(429);
  });

  test('Given a socket that has used up its rate, when it sends a frame, then it is told when to come back and stays', async () => {
    const stores = dynamoStores(engine.client(), setClock());
    const { me, channels } = await aMonitoredConversation(stores, ['eager']);
    const channelId = channels[0]?.channelId ?? '';
    await useUp(me.tenantId, `frame#${channelId}`, rates.frame.caller);
    await callSocket('ping', 'ping', me, { channelId, connectionId: 'eager' }, '{"message":"ping"}');
    expect(sockets.framesTo('eager')).toMatchObject([
      { eventBody: { message: 'error', error: { code: 'too.many.requests', status: 429 } } },
    ]);
    expect(await stores.channels.get({ ...me, channelId })).toBeDefined();
  });

  test('Given a socket whose channel was given up, when it sends a frame, then it is closed and told nothing', async () => {
    const stores = dynamoStores(engine.client(), setClock());
    const { me, channels } = await aMonitoredConversation(stores, ['orphan']);
    const channelId = channels[0]?.channelId ?? '';
    await stores.channels.close({ ...me, channelId });
    await callSocket('ping', 'ping', me, { channelId, connectionId: 'orphan' }, '{"message":"ping"}');
    expect(sockets.framesTo('orphan')).toEqual([]);
    expect(
      sockets.mock.commandCalls(DeleteConnectionCommand).map(({ args }) => args[0].input.ConnectionId),
    ).toContain('orphan');
  });
});
