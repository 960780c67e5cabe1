import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { OutboundRequest, ProviderAnswer } from '../../src/adapters/http/http-caller.ts';
import { memoryOutbox } from '../../src/adapters/memory/delivery-store.ts';
import { memoryIntegrationSecrets } from '../../src/adapters/memory/routing-stores.ts';
import { sendToMeta } from '../../src/adapters/providers/meta.ts';
import { providersOver } from '../../src/adapters/providers/provider.ts';
import type { IntegrationInput } from '../../src/contract/integration.ts';
import { topics } from '../../src/contract/topics.ts';
import { connectParticipant } from '../../src/domain/conversation/participants.ts';
import { readMessage } from '../../src/domain/conversation/read-conversation.ts';
import { DeliveryBusy, deliver } from '../../src/domain/messages/deliver.ts';
import { recordReceipt } from '../../src/domain/messages/receipts.ts';
import { receiveMessages } from '../../src/domain/messages/receive-messages.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';
import { meter } from '../support/capacity.ts';
import { setClock } from '../support/clock.ts';
import { Crash, crashing } from '../support/crash.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { messageDeps } from '../support/message-deps.ts';
import { figure } from '../support/print.ts';
import { dynamoStores } from '../support/stores.ts';

const accountSid = `AC${'1'.repeat(32)}`;
const channels = {
  sms: { messageType: 'sms', sms: { fromNumber: '+15550100000', accountSid } },
  whatsapp: { messageType: 'whatsapp', meta: { phoneNumberId: '1066' } },
  messenger: { messageType: 'facebook', meta: { pageId: '2077' } },
  open: { messageType: 'open', open: { outboundNotificationWebhookUrl: 'https://hooks.example.com/in' } },
} as const satisfies Record<string, Omit<IntegrationInput, 'queue'>>;

const accepted: Readonly<Record<keyof typeof channels, string>> = {
  sms: '{"sid":"SM1","status":"queued"}',
  whatsapp: '{"messaging_product":"whatsapp","messages":[{"id":"wamid.1"}]}',
  messenger: '{"recipient_id":"7","message_id":"mid.1"}',
  open: '{}',
};

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
const supervisor = aPrincipal({ userId: 'supervisor-1' });

describe('an agent writes to a customer of a provider', () => {
  const engine = useEngine();
  const monitor = async (
    deps: Awaited<ReturnType<typeof setUp>>['deps'],
    to: { readonly conversationId: string; readonly communicationId: string },
  ): Promise<void> => {
    const available = { systemPresence: 'Available', modified: 0, version: 1 } as const;
    await deps.presences.put('tenant-a', 'supervisor-1', available);
    const whom = { conversationId: to.conversationId, participantId: to.communicationId };
    await startMonitoring(deps, supervisor, whom, {});
  };
  const setUp = async (channel: keyof typeof channels, answers: readonly (ProviderAnswer | Error)[] = []) => {
    const client = engine.newClient();
    const capacity = meter(client);
    const clock = setClock();
    const stores = dynamoStores(client, clock);
    const calls: OutboundRequest[] = [];
    const waiting = [...answers];
    const call = async (request: OutboundRequest): Promise<ProviderAnswer> => {
      calls.push(request);
      const answer = waiting.shift() ?? { status: 201, body: accepted[channel] };
      if (answer instanceof Error) throw answer;
      return answer;
    };
    const outbox = memoryOutbox();
    const deps = {
      ...messageDeps(stores, clock),
      outbox,
      secrets: memoryIntegrationSecrets(),
      provider: providersOver(call, 'https://api.example.com/v1/api/v2'),
    };
    const integrationId = randomUUID();
    const integration = { id: integrationId, queue: { id: 'queue-1' }, ...channels[channel] };
    await stores.queues.put('tenant-a', { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } });
    await stores.integrations.put('tenant-a', integration);
    await deps.secrets.put(
      { tenantId: 'tenant-a', integrationId },
      { authToken: 'token', accessToken: 'access', outboundNotificationWebhookSignatureSecretToken: 'sign' },
    );
    const customer = { address: '+15550100001', name: 'Customer' };
    const inbound = [{ messageId: randomUUID(), text: 'hello' }];
    const received = await receiveMessages(deps, 'tenant-a', integration, customer, inbound);
    const conversationId = [...received.values()][0]?.conversationId ?? '';
    const user = { id: 'agent-1', name: 'Agent One' };
    const { id } = await connectParticipant(deps, agent, conversationId, { purpose: 'agent', user });
    const to = { conversationId, communicationId: id };
    capacity.reset();
    return {
      deps,
      calls,
      clock,
      capacity,
      to,
      integrationId,
      send: (textBody: string, more = {}) => sendAgentMessage(deps, agent, to, { textBody, ...more }),
      statusOf: async (messageId: string) =>
        (await readMessage(deps, agent, conversationId, messageId)).status,
      /** What the queue would bring: the place that was enqueued as the n-th. */
      bring: (n = 0) => deliver(deps, outbox.waiting[n] ?? { tenantId: '', conversationId: '', seq: 0 }),
      outbox,
    };
  };

  test('Given an SMS customer, when the agent writes, then it is queued before the answer and sent by Twilio once', async () => {
    const { send, bring, calls, statusOf, outbox, to, capacity, integrationId } = await setUp('sms');
    const message = await send('how can I help?');
    figure(
      'agent message to a provider',
      `${capacity.writes} write units, ${capacity.reads} read units, 1 SendMessage`,
    );
    expect([capacity.writes, capacity.reads]).toEqual([2, 0]);
    expect(message.status).toBe('queued');
    expect(outbox.waiting).toEqual([
      { tenantId: 'tenant-a', conversationId: to.conversationId, seq: message.seq },
    ]);
    expect([await bring(), await bring()]).toEqual(['sent', 'done']);
    expect(calls).toHaveLength(1);
    expect(calls[0]?.url).toBe(`https://api.twilio.com/2010-04-01/Accounts/${accountSid}/Messages.json`);
    expect(Object.fromEntries(new URLSearchParams(calls[0]?.body))).toEqual({
      To: '+15550100001',
      From: '+15550100000',
      Body: 'how can I help?',
      StatusCallback: `https://api.example.com/v1/api/v2/channels/twilio/tenant-a/${integrationId}/messages/${message.id}/status`,
    });
    expect(await statusOf(message.id)).toBe('sent');
  });

  test('Given WhatsApp, Messenger and an open integration, when the agent writes, then each gets its own shape', async () => {
    const bodies = await Promise.all(
      (['whatsapp', 'messenger', 'open'] as const).map(async (channel) => {
        const { send, bring, calls } = await setUp(channel);
        const message = await send('hi');
        await bring();
        return { message, call: calls[0] as OutboundRequest, body: JSON.parse(calls[0]?.body ?? '') };
      }),
    );
    const [whatsapp, messenger, open] = bodies;
    expect(whatsapp?.call.url).toBe('https://graph.facebook.com/v23.0/1066/messages');
    expect(whatsapp?.body).toMatchObject({
      messaging_product: 'whatsapp',
      to: '+15550100001',
      text: { body: 'hi' },
      biz_opaque_callback_data: whatsapp?.message.id,
    });
    expect(messenger?.call.headers.Authorization).toBe('Bearer access');
    expect(messenger?.body).toMatchObject({ recipient: { id: '+15550100001' }, message: { text: 'hi' } });
    expect(open?.body).toMatchObject({
      id: open?.message.id,
      direction: 'Outbound',
      type: 'Text',
      text: 'hi',
    });
    const signature = createHmac('sha256', 'sign')
      .update(open?.call.body ?? '')
      .digest('base64');
    expect(open?.call.headers['X-Hub-Signature-256']).toBe(`sha256=${signature}`);
  });

  test.each([
    [
      'audio/ogg',
      [
        { type: 'audio', audio: { link: 'x' } },
        { type: 'text', text: { body: 'hi' } },
      ],
    ],
    ['video/mp4', [{ type: 'video', video: { link: 'x', caption: 'hi' } }]],
    ['application/pdf', [{ type: 'document', document: { link: 'x', filename: 'f', caption: 'hi' } }]],
  ])(
    'Given a file of %s with a text, when WhatsApp is handed it, then in a shape that it takes',
    async (mime, shapes) => {
      const handed: object[] = [];
      const call = async ({ body }: OutboundRequest) => {
        handed.push(JSON.parse(body));
        return { status: 200, body: accepted.whatsapp };
      };
      const place = { tenantId: 't', conversationId: 'c', seq: 2 };
      const media = [{ id: 'm', name: 'f', mime, bytes: 1, url: 'x', expires: 0 }];
      const integration = { id: 'whatsapp', queue: { id: 'queue-1' }, ...channels.whatsapp };
      const secret = { accessToken: 'access' };
      const message = { place, integration, secret, to: '15550100001', text: 'hi', media, time: 0 };
      expect(await sendToMeta(call, { phoneNumberId: '1066' }, message)).toMatchObject({ accepted: true });
      expect(handed).toMatchObject(shapes);
      expect(handed).toHaveLength(shapes.length);
    },
  );

  test.each([
    ['is too busy', { status: 429, body: '' }],
    ['is broken', { status: 503, body: 'oops' }],
    ['does not answer', new TypeError('fetch failed')],
    ['refuses the credential', { status: 401, body: '{"code":20003}' }],
  ])('Given a provider that %s, when the message comes again, then it is sent', async (_, fault) => {
    const { send, bring, calls, statusOf } = await setUp('sms', [fault]);
    const message = await send('hi');
    await expect(bring()).rejects.toThrow();
    expect(await statusOf(message.id)).toBe('queued');
    expect(await bring()).toBe('sent');
    expect(calls).toHaveLength(2);
  });

  test('Given a provider that refuses for good, when the message comes again, then it stays failed and is not tried', async () => {
    const { send, bring, calls, statusOf } = await setUp('sms', [{ status: 400, body: '{"code":21610}' }]);
    const message = await send('hi');
    expect([await bring(), await bring()]).toEqual(['refused', 'done']);
    expect(calls).toHaveLength(1);
    expect(await statusOf(message.id)).toBe('failed');
  });

  test('Given WhatsApp that is rate limited with status 400, when it answers, then the message is tried again', async () => {
    const limited = { status: 400, body: '{"error":{"code":131056}}' };
    const { send, bring } = await setUp('whatsapp', [limited]);
    await send('hi');
    await expect(bring()).rejects.toThrow('status 400');
    expect(await bring()).toBe('sent');
  });

  test('Given an attempt under way, when the queue brings the message twice, then the second waits for the first', async () => {
    const { send, bring, calls } = await setUp('sms');
    await send('hi');
    const results = await Promise.allSettled([bring(), bring()]);
    expect(calls).toHaveLength(1);
    const failed = results.filter((result) => result.status === 'rejected');
    expect(failed.every((result) => result.reason instanceof DeliveryBusy)).toBe(true);
  });

  test('Given a death before the queue has the message, when the agent retries, then it is queued', async () => {
    const { deps, to, send, outbox } = await setUp('sms');
    const input = { textBody: 'hi', clientMessageId: randomUUID() };
    const broken = { ...deps, outbox: crashing(deps.outbox, 'enqueue', 1, 'before') };
    await expect(sendAgentMessage(broken, agent, to, input)).rejects.toBeInstanceOf(Crash);
    expect(outbox.waiting).toEqual([]);
    const message = await send('hi', { clientMessageId: input.clientMessageId });
    expect(outbox.waiting.map(({ seq }) => seq)).toEqual([message.seq]);
  });

  test('Given receipts of the provider, when they come late, twice and out of order, then the status moves on only', async () => {
    const { deps, send, bring, statusOf, integrationId } = await setUp('messenger');
    const message = await send('hi');
    await bring();
    const key = { tenantId: 'tenant-a', integrationId };
    await recordReceipt(deps, key, { of: { providerId: 'mid.1' }, status: 'delivered' });
    expect(await statusOf(message.id)).toBe('delivered');
    await recordReceipt(deps, key, { of: { messageId: message.id }, status: 'read' });
    await recordReceipt(deps, key, { of: { providerId: 'mid.1' }, status: 'delivered' });
    expect(await statusOf(message.id)).toBe('read');
    await recordReceipt(deps, key, { of: { providerId: 'mid.unknown' }, status: 'failed' });
    await recordReceipt(
      deps,
      { ...key, tenantId: 'tenant-b' },
      { of: { messageId: message.id }, status: 'failed' },
    );
    expect(await statusOf(message.id)).toBe('read');
  });

  test('Given a monitor, when a message goes its way, then each stage is told to their sockets by the id of the message', async () => {
    const { deps, send, bring, to, clock, integrationId } = await setUp('sms');
    await monitor(deps, to);
    const frames = deps.sockets.connect('socket-1');
    const topic = topics.transcript(to.conversationId);
    const until = clock.now() + 60_000;
    const bound = { ...supervisor, channelId: 'channel-1', connectionId: 'socket-1', until };
    await deps.channels.create({ ...bound, created: clock.now(), topics: [] }, 'hash', until);
    await deps.channels.subscribe([{ ...bound, topic, fence: 1 }]);
    const told = async () => {
      const before = frames.length;
      await deps.settled();
      return frames.slice(before).flatMap(({ eventBody }) => ('status' in eventBody ? [eventBody] : []));
    };
    const { id } = await send('hi');
    await bring();
    expect(await told()).toEqual([{ type: 'Delivery', messageId: id, status: 'sent' }]);
    const key = { tenantId: 'tenant-a', integrationId };
    for (const status of ['delivered', 'read', 'delivered'] as const)
      await recordReceipt(deps, key, { of: { messageId: id }, status });
    // Notices say what is so when they are pushed, and a receipt that comes late notes nothing.
    expect(await told()).toEqual([
      { type: 'Delivery', messageId: id, status: 'read' },
      { type: 'Delivery', messageId: id, status: 'read' },
    ]);
  });

  test('Given a conversation with and without a monitor, when the agent writes, then answer, queue and provider see the same', async () => {
    const play = async (monitored: boolean) => {
      const { deps, send, bring, calls, to, outbox, clock, integrationId } = await setUp('sms');
      if (monitored) await monitor(deps, to);
      const answer = await send('hi', { clientMessageId: 'one' });
      clock.move(1_000);
      await bring();
      const everything = JSON.stringify([answer, outbox.waiting, calls]);
      return everything.replaceAll(to.conversationId, 'ID').replaceAll(integrationId, 'INTEGRATION');
    };
    expect(await play(true)).toBe(await play(false));
  });
});
