import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { IntegrationInput } from '../../src/contract/integration.ts';
import { InboundOpenMessage } from '../../src/contract/open-message.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { topics } from '../../src/contract/topics.ts';
import { PageEvent, TwilioSms, WhatsAppMessage } from '../../src/contract/webhooks.ts';
import type { ConversationKey } from '../../src/domain/head/head.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { call, openForProviders, useHandlers } from '../support/handlers.ts';
import { half, illFormedOf } from '../support/ill-formed.ts';
import { asSent, calledBy } from '../support/route-callers.ts';
import { requestOf } from '../support/route-samples.ts';
import { sampleOf } from '../support/sample.ts';
import { dynamoStores } from '../support/stores.ts';

const withBody = routes.filter((route) => route.body !== undefined);
/** Of what kind an integration is that a route takes in for. */
const ofRoute: Readonly<Record<string, Omit<IntegrationInput, 'queue'>>> = {
  'Web messaging': { messageType: 'webmessaging' },
  'receive-twilio-sms': {
    messageType: 'sms',
    sms: { fromNumber: '+15550100000', accountSid: `AC${'0'.repeat(32)}` },
  },
  'receive-twilio-status': {
    messageType: 'sms',
    sms: { fromNumber: '+15550100000', accountSid: `AC${'0'.repeat(32)}` },
  },
  'receive-meta': { messageType: 'whatsapp', meta: { phoneNumberId: '1' } },
};
/** What supervisors do, who take no part. */
const supervised: readonly string[] = ['Monitoring', 'Notes'];
const key = ({ tenantId, conversationId }: ConversationKey) => ({ tenantId, conversationId });
const clock = { now: () => Date.now() };

describe('a text that UTF-8 cannot write', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), clock);
  const written: ConversationKey[] = [];

  beforeAll(async () => {
    for (const id of ['queue-1', 'x'])
      await stores().queues.put('tenant-a', { id, name: 'Q', division: { id: 'division-1' } });
    for (const id of ['code-1', 'x']) await stores().wrapupCodes.put('tenant-a', { id, name: 'C' });
    const patched = {
      id: 'patched',
      name: 'P',
      division: { id: 'division-1' },
      state: 'active',
      version: 1,
    } as const;
    await stores().users.put('tenant-a', patched);
    await stores().users.put('tenant-a', { ...patched, id: 'x' });
    const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
    const member = { tenantId: 'tenant-a', queueId: 'queue-1', userId: 'member' };
    const queues = { [member.queueId]: false };
    await stores().members.enter(
      member,
      { ...member, name: 'M', joined: false, atWork },
      { queues, version: 1 },
    );
    const available = { systemPresence: 'Available', modified: 1, version: 1 } as const;
    await stores().presences.put('tenant-a', 'supervisor-1', available);
  });

  /** A conversation, an integration and a channel of this request alone, and who may ask the route for them. */
  const world = async (route: Route): Promise<{ ids: Record<string, string>; me: Principal }> => {
    const me = aPrincipal({ expires: Date.now() + 3_600_000, issued: Date.now() });
    const [integrationId, channelId] = [randomUUID(), randomUUID()];
    const kind = ofRoute[route.name] ?? ofRoute[route.tag] ?? { messageType: 'open' };
    const queue = { id: 'queue-1' };
    await stores().integrations.put('tenant-a', { id: integrationId, ...kind, queue });
    if (route.authorizer === 'provider') await openForProviders({ tenantId: 'tenant-a', integrationId });
    const monitored = { fence: 1, lease: aLease({ expires: me.expires }) };
    const given = route.tag === 'Notes' ? monitored : {};
    const { head } = await stores().heads.create(aHead({ integrationId, ...given }));
    const first = { participantId: 'c1', purpose: 'customer', name: 'Customer', text: 'first' } as const;
    await stores().transcript.put({ ...key(head), seq: 1, time: 1, type: 'Text', ...first }, {});
    written.push(head);
    const agent = { ...me, userId: 'agent-1' };
    const caller = {
      none: agent,
      provider: agent,
      guest: { ...me, userId: randomUUID() },
      user: supervised.includes(route.tag) ? me : agent,
    };
    const asking = caller[route.authorizer ?? 'user'];
    const channel = { ...asking, channelId, created: 0, until: me.expires, topics: [] };
    await stores().channels.create(channel, randomUUID(), me.expires);
    const ids = {
      conversationId: head.conversationId,
      tenantId: 'tenant-a',
      participantId: 'a1',
      communicationId: 'a1',
      panelId: 'order',
      noteId: 'n1',
      messageId: `${head.conversationId}.1`,
      sourceId: 'purecloud',
      codeId: 'code-1',
      jobId: 'job-1',
      mediaId: '00000000-0000-4000-8000-000000000000',
      queueId: 'queue-1',
      memberId: 'member',
      userId: { 'revoke-grants': 'someone', 'patch-user': 'patched' }[route.name] ?? asking.userId,
      integrationId,
      channelId,
    };
    return { ids, me: asking };
  };

  /** The address from which this request's customer writes: a conversation of its own. */
  const addressed = (body: unknown): unknown =>
    JSON.parse(JSON.stringify(body).replaceAll('"from":{"id":"x"', `"from":{"id":"${randomUUID()}"`));

  const send = async (route: Route, body: (sample: unknown) => unknown): Promise<number> => {
    const { ids, me } = await world(route);
    const { body: sample, ...request } = requestOf(route, ids);
    const sent = addressed(body(sample));
    // A form cannot hold half a pair; the bytes that would be one can come all the same.
    const raw = asSent(route, sent).replaceAll('%EF%BF%BD', '%ED%A0%BD');
    const answer = await call(route.name, calledBy(route, me, ids.integrationId ?? '', { ...request, raw }));
    const { conversationId } = (answer.json ?? {}) as { conversationId?: string };
    if (conversationId !== undefined) written.push({ tenantId: 'tenant-a', conversationId });
    // A tenant has only so many at once.
    await stores().integrations.remove('tenant-a', ids.integrationId ?? '');
    expect(answer.text, JSON.stringify(sent)).toSatisfy((text: string) => text.isWellFormed());
    return answer.status;
  };

  test.each(withBody)(
    'Given any text of its body, when $name is sent it, then it is written well-formed or refused, and no seq is lost',
    async (route) => {
      expect(await send(route, (sample) => sample), 'the sample itself').toBeLessThan(400);
      const { ids } = await world(route);
      const bodies = illFormedOf(route.body as NonNullable<Route['body']>, requestOf(route, ids).body);
      for (const body of bodies)
        expect(await send(route, () => body), JSON.stringify(body)).toBeLessThan(500);
      for (const one of written.splice(0)) {
        const seq = (await stores().heads.get(one))?.seq ?? 0;
        const entries = await stores().transcript.after(one, 0, 100);
        expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
      }
    },
  );

  test.each([
    [
      'SMS',
      'receive-twilio-sms',
      TwilioSms,
      (message: unknown, from: string) => ({ ...(message as object), From: from }),
    ],
    [
      'WhatsApp message',
      'receive-meta',
      WhatsAppMessage,
      (message: unknown, from: string) => {
        const value = { metadata: { phone_number_id: '1' }, messages: [{ ...(message as object), from }] };
        return { object: 'whatsapp_business_account', entry: [{ changes: [{ value }] }] };
      },
    ],
    [
      'event of a page',
      'receive-meta',
      PageEvent,
      (event: unknown, from: string) => ({
        object: 'page',
        entry: [{ id: '2', messaging: [{ ...(event as object), sender: { id: from } }] }],
      }),
    ],
  ] as const)(
    'Given any text of a provider’s %s, when it is sent, then what is stored is well-formed, and no seq is lost',
    async (what, name, schema, wrapped) => {
      const route = routes.find((one) => one.name === name) as Route;
      const { ids, me } = await world(route);
      const integrationId = ids.integrationId ?? '';
      if (what === 'event of a page')
        await stores().integrations.put('tenant-a', {
          id: integrationId,
          messageType: 'facebook',
          meta: { pageId: '2' },
          queue: { id: 'queue-1' },
        });
      const from = randomUUID();
      const base = name === 'receive-twilio-sms' ? requestOf(route, ids).body : sampleOf(schema);
      const variants = illFormedOf(schema, base);
      expect(variants.length).toBeGreaterThan(3);
      for (const [i, variant] of [...variants, base].entries()) {
        // Each is a message of its own where its id is not the text that is ill-formed.
        const sid = { MessageSid: `SM${String(i).padStart(32, '0')}`, id: `m-${i}` };
        const told = JSON.stringify(variant).includes('ud83d') ? variant : { ...(variant as object), ...sid };
        const raw = asSent(route, wrapped(told, from)).replaceAll('%EF%BF%BD', '%ED%A0%BD');
        const said = { params: requestOf(route, ids).params, raw };
        const answer = await call(name, calledBy(route, me, integrationId, said));
        expect(answer.status, `${raw} ${answer.text}`).toBeLessThan(500);
      }
      const conversationId = await stores().addresses.find(
        { tenantId: 'tenant-a', integrationId, from },
        true,
      );
      const key = { tenantId: 'tenant-a', conversationId: conversationId ?? '' };
      const seq = (await stores().heads.get(key))?.seq ?? 0;
      const entries = await stores().transcript.after(key, 0, 100);
      expect(seq).toBeGreaterThan(0);
      expect(entries.map((entry) => entry.seq)).toEqual(Array.from({ length: seq }, (_, i) => i + 1));
      expect(JSON.stringify(entries).isWellFormed()).toBe(true);
      expect(JSON.stringify(entries)).not.toContain('\\ud83d');
    },
  );

  test('Given the routes, when their texts are counted, then most routes have some', () => {
    const counts = withBody.map((route) => {
      const { body } = requestOf(route, new Proxy({}, { get: () => 'x' }));
      return illFormedOf(route.body as NonNullable<Route['body']>, body).length;
    });
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(withBody.length / 2);
  });

  test('Given one such message in a batch, when it comes in, then each message is answered on its own', async () => {
    const { ids, me } = await world(routes.find(({ name }) => name === 'receive-open-messages') as Route);
    const sound = () => anInboundMessage({ from: randomUUID() });
    const bad = illFormedOf(InboundOpenMessage, sound());
    const messages = [sound(), ...bad.slice(0, 20), sound()];
    const params = { integrationId: ids.integrationId ?? '' };
    const answer = await call('receive-open-messages', { me, params, body: { messages } });
    const { entities } = answer.json as { entities: readonly { status: number; body: { text?: string } }[] };
    expect([entities.at(0)?.status, entities.at(-1)?.status]).toEqual([200, 200]);
    expect(entities.filter(({ status }) => status >= 500)).toEqual([]);
    expect(entities.some(({ body }) => body.text === 'a\ufffdb')).toBe(true);
  });

  test('Given such an attribute, topic and panel, when they are read back, then half a pair is U+FFFD', async () => {
    const { ids, me } = await world(routes.find(({ name }) => name === 'put-panel') as Route);
    const params = { conversationId: ids.conversationId ?? '', panelId: 'order' };
    const body = { schemaId: 'order', title: half, data: { [half]: [{ deep: half }] } };
    expect((await call('put-panel', { me, params, body })).status).toBe(200);
    expect((await call('get-panel', { me, params })).json).toMatchObject({
      title: '\ufffd',
      data: { '\ufffd': [{ deep: '\ufffd' }] },
    });
    const channel = { channelId: ids.channelId ?? '' };
    const topic = topics.myPresence(half);
    const added = await call('add-subscriptions', { me, params: channel, body: [{ id: topic }] });
    expect(added.json).toMatchObject({ entities: [{ id: topics.myPresence('\ufffd'), state: 'Rejected' }] });
  });
});
