import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { topics } from '../../src/contract/topics.ts';
import { end } from '../../src/domain/head/amend.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { aMonitoredConversation } from '../support/monitored.ts';
import { requestOf, userRoutes } from '../support/route-samples.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

/**
 * Paths that reach a call which no other test makes: whether a function may make it shows only where it is made. The
 * suite ends with granted against used (test/local/rights).
 */
describe('what functions do by their rights', () => {
  const engine = useEngine();
  useHandlers(engine);
  mockSockets();
  const stores = () => dynamoStores(engine.client(), setClock());
  const admin = aPrincipal({ userId: 'admin', name: 'Admin' });
  const limited = { ...admin, divisions: ['division-1'] };
  const queue = { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } };

  const conversationId = randomUUID();

  beforeAll(async () => {
    const { queues, integrations, heads, transcript, panels } = stores();
    const { head } = await heads.create(aHead({ conversationId, deliveryMode: 'provider' }));
    const said = { type: 'Text', participantId: 'a1', purpose: 'agent', name: 'A', text: 't' } as const;
    await transcript.put({ ...head, seq: 1, time: 1, ...said }, {});
    await panels.putAttributes(head, 'a1', { order: '1' });
    await queues.put('tenant-a', queue);
    await integrations.put('tenant-a', { id: 'web', messageType: 'webmessaging', queue: { id: 'queue-1' } });
    for (const id of ['agent-1', 'agent-2'])
      await call('put-user', {
        me: admin,
        params: { userId: id },
        body: { name: id, division: { id: 'division-1' } },
      });
    for (const me of [admin, aPrincipal({ userId: 'agent-1', name: 'agent-1' })])
      await call('patch-presence', {
        me,
        params: { userId: me.userId },
        body: { presenceDefinition: { systemPresence: 'On Queue' } },
      });
    await call('change-queue-members', {
      me: admin,
      params: { queueId: 'queue-1' },
      body: [{ id: 'agent-1' }, { id: 'agent-2' }],
    });
  });

  const reads = userRoutes.filter(({ method }) => method === 'GET');
  const ids = () => ({
    queueId: 'queue-1',
    memberId: 'agent-1',
    conversationId,
    participantId: 'a1',
    codeId: 'code',
    jobId: 'job',
    integrationId: 'web',
    tenantId: 'tenant-a',
    messageId: `${conversationId}.1`,
    mediaId: '00000000-0000-4000-8000-000000000000',
    communicationId: 'a1',
    sessionId: `${conversationId}.m1`,
    noteId: 'note',
    userId: 'agent-1',
    sourceId: 'PURECLOUD',
    channelId: 'channel',
    panelId: 'panel',
  });
  const routeOf = (name: string): Route => {
    const route = routes.find((one) => one.name === name);
    if (route === undefined) throw new Error(`no route ${name}`);
    return route;
  };
  const ask = (route: Route, me: typeof admin) => call(route.name, { me, ...requestOf(route, ids()) });

  test.each(reads.map((route) => [route.name, route] as const))(
    'Given users, queues and an integration, when %s is asked by who sees all divisions, one, or is the user, then none fails',
    async (_name, route) => {
      for (const me of [admin, limited, aPrincipal({ userId: 'agent-1' })])
        expect((await ask(route, me)).status).toBeLessThan(500);
    },
  );

  test('Given a conversation and codes, when several are asked for at once, and a code is given to the queue, then they are answered', async () => {
    const of = ids();
    const agent = aPrincipal({ userId: 'agent-1' });
    const several = [
      await call('get-messages', { me: agent, params: of, body: [`${conversationId}.1`] }),
      await call('get-several-details', { me: admin, query: { id: conversationId } }),
    ];
    expect(several.map(({ status }) => status)).toEqual([200, 200]);
    const code = await call('post-wrapup-code', {
      me: admin,
      body: { name: 'Done', division: { id: 'division-1' } },
    });
    const { id } = code.json as { id: string };
    await call('add-queue-wrapup-codes', { me: admin, params: { queueId: 'queue-1' }, body: [{ id }] });
    const told = [
      await call('get-queue-wrapup-codes', { me: admin, params: { queueId: 'queue-1' } }),
      await call('get-participant-wrapup-codes', { me: agent, params: of }),
    ];
    expect(told.map(({ status }) => status)).toEqual([200, 200]);
  });

  test('Given an integration, when who sees one division administers it, then they may', async () => {
    const params = { integrationId: 'web' };
    const put = await call('put-integration', {
      me: limited,
      params,
      body: { messageType: 'webmessaging', queue: { id: 'queue-1' } },
    });
    expect(put.status).toBe(200);
    expect((await call('get-integration', { me: limited, params })).status).toBe(200);
    const typing = requestOf(routeOf('receive-open-event'), ids()).body;
    const more = [
      ['put-integration-secret', { accessToken: 'x' }],
      ['receive-open-event', typing],
      ['delete-integration', undefined],
    ] as const;
    await stores().integrations.put('tenant-a', {
      id: 'gone',
      messageType: 'open',
      queue: { id: 'queue-1' },
    });
    for (const [name, body] of more)
      await call(name, { me: limited, params: { integrationId: 'gone' }, body });
  });

  test('Given members, when one is taken from the queue by a list, then they are gone', async () => {
    const taken = await call('change-queue-members', {
      me: admin,
      params: { queueId: 'queue-1' },
      query: { delete: 'true' },
      body: [{ id: 'agent-2' }],
    });
    expect(taken.status).toBeLessThan(300);
  });

  test('Given an agent who joins from a queue of their own, when they connect, then the queue is theirs', async () => {
    const { head } = await stores().heads.create(aHead());
    const connected = await call('connect-participant', {
      me: aPrincipal({ userId: 'agent-2', name: 'Agent Two' }),
      params: { conversationId: head.conversationId },
      body: { purpose: 'agent', user: { id: 'agent-2', name: 'Agent Two' }, queue: { id: 'queue-1' } },
    });
    expect(connected.status).toBe(201);
  });

  test('Given channels with topics, when they are added, replaced and deleted over REST, then each is done', async () => {
    const { head, me } = await aMonitoredConversation(stores(), []);
    const mine = { ...me, permissions: admin.permissions };
    const opened = await call('create-channel', { me: mine, body: undefined });
    const params = { channelId: (opened.json as { id: string }).id };
    const wanted = [
      topics.transcript(head.conversationId),
      topics.queueObservations('queue-1'),
      topics.myPresence('agent-1'),
    ].map((id) => ({ id }));
    expect((await call('add-subscriptions', { me: mine, params, body: wanted })).status).toBe(200);
    expect((await call('replace-subscriptions', { me: mine, params, body: wanted.slice(0, 1) })).status).toBe(
      200,
    );
    expect((await call('replace-subscriptions', { me: mine, params, body: wanted })).status).toBe(200);
    expect((await call('delete-subscriptions', { me: mine, params })).status).toBeLessThan(300);
  });

  test.each([
    ['create-channel', aPrincipal({ userId: 'of-many' })],
    ['create-guest-channel', { ...aPrincipal({ userId: 'guest-of-many' }), guestOf: 'web' }],
  ] as const)(
    'Given more channels than a user may have, when %s makes another, then an old one goes with its topics',
    async (name, me) => {
      const { channels } = stores();
      for (let i = 0; i < 25; i += 1) {
        const channel = {
          ...me,
          channelId: randomUUID(),
          created: i,
          until: Date.now() + 60_000,
          topics: [],
        };
        await channels.create(channel, `hash-${i}`, Date.now() + 60_000);
        const { tenantId, userId, issued, until, channelId } = { ...channel };
        await channels.subscribe([
          { tenantId, userId, issued, until, channelId, topic: topics.myPresence(userId) },
        ]);
      }
      expect((await call(name, { me })).status).toBe(200);
      expect((await channels.ofUser(me.tenantId, me.userId)).length).toBeLessThan(26);
    },
  );

  test('Given a conversation whose message was lost, when its guest reads, then the place is sealed', async () => {
    const { heads, addresses, transcript } = stores();
    const guest = { ...aPrincipal({ userId: 'reader' }), guestOf: 'web' };
    const { head } = await heads.create(aHead({ integrationId: 'web', lastTime: 1, seq: 1 }));
    await addresses.point(
      { tenantId: 'tenant-a', integrationId: 'web', from: 'reader' },
      undefined,
      head.conversationId,
    );
    const read = await call('get-guest-messages', { me: guest, query: { afterSeq: '0' } });
    expect(read.json).toMatchObject({ entities: [{ seq: 1, type: 'Lost' }] });
    expect(await transcript.get(head, 1)).toMatchObject({ type: 'Lost' });
  });

  const hook = { outboundNotificationWebhookUrl: 'https://hooks.example.com/in' };
  const guest = { ...aPrincipal({ userId: 'writer' }), guestOf: 'web' };
  const open = (messageId: string) => ({ channel: { messageId, from: { id: 'customer' } }, text: 'hello' });

  test.each([
    ['receive-open-message', { me: admin, params: { integrationId: 'one' } }, open],
    [
      'receive-open-messages',
      { me: admin, params: { integrationId: 'all' } },
      (id: string) => ({ messages: [open(id)] }),
    ],
    ['send-guest-message', { me: guest }, (id: string) => ({ text: 'hello', clientMessageId: id })],
  ] as const)(
    'Given a message of a conversation that ended, when %s takes it again after a newer one, then it keeps its place',
    async (name, said, body) => {
      const { integrations, heads } = stores();
      for (const id of ['one', 'all'])
        await integrations.put('tenant-a', { id, messageType: 'open', queue: { id: 'queue-1' }, open: hook });
      const send = async (id: string) => {
        const { text } = await call(name, { ...said, body: body(id) });
        return /"conversationId":"([^"]+)"/.exec(text)?.[1] ?? text;
      };
      const first = await send('m-1');
      await heads.apply({ tenantId: 'tenant-a', conversationId: first }, end(Date.now()));
      const second = await send('m-2');
      expect([second === first, await send('m-1')]).toEqual([false, first]);
    },
  );

  test('Given a guest with a conversation, when they type, then it is noted', async () => {
    const typing = { ...aPrincipal({ userId: 'typist' }), guestOf: 'web' };
    await call('send-guest-message', { me: typing, body: { text: 'hello' } });
    expect(
      (await call('send-guest-typing', { me: typing, ...requestOf(routeOf('send-guest-typing'), {}) }))
        .status,
    ).toBeLessThan(300);
  });

  test('Given a user at work, when they are observed, and when a newcomer sets a presence, then both are answered', async () => {
    const predicates = [{ dimension: 'userId', value: 'agent-1' }];
    const body = { filter: { type: 'or', predicates }, metrics: ['oUserPresence', 'oUserRoutingStatus'] };
    const seen = await call('query-user-observations', { me: admin, body });
    const set = await call('patch-presence-by-source', {
      me: aPrincipal({ userId: 'newcomer' }),
      params: { userId: 'newcomer', sourceId: 'PURECLOUD' },
      body: { presenceDefinition: { systemPresence: 'Available' } },
    });
    expect([seen.status, set.status]).toEqual([200, 200]);
  });

  test('Given a message that its provider was handed, when its agent reads it, then its delivery is told', async () => {
    const { heads, transcript, deliveries } = stores();
    const { head } = await heads.create(aHead({ deliveryMode: 'provider' }));
    const said = { type: 'Text', participantId: 'a1', purpose: 'agent', name: 'A', text: 't' } as const;
    await transcript.put({ ...head, seq: 1, time: 1, ...said }, {});
    await deliveries.claim({ ...head, seq: 1 }, head.integrationId, 1, 2);
    const read = await call('get-message', {
      me: aPrincipal({ userId: 'agent-1' }),
      params: { conversationId: head.conversationId, messageId: `${head.conversationId}.1` },
    });
    expect(read.status).toBe(200);
  });
});
