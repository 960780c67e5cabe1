import { createHmac, randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';
import { createCast } from '../../local/replay/cast.ts';
import {
  accountSid,
  answer,
  authToken,
  mediaAt,
  png,
} from '../../local/replay/providers/provider-answers.ts';
import {
  callAsMeta,
  callAsTwilio,
  providersCustomers,
} from '../../local/replay/providers/providers-customers.ts';
import { startStandIn } from '../../local/replay/providers/stand-in.ts';
import { readConversations } from '../../local/replay/read-conversations.ts';
import { replay } from '../../local/replay/replay.ts';
import { spokenTurns } from '../../local/replay/spoken-turns.ts';
import { eventually } from './support/eventually.ts';
import { useOwnLocalApp, type Who } from './support/local-app.ts';

const tenantId = 'tenant-providers';
const admin: Who = { tenantId, userId: 'admin' };
const agent: Who = { tenantId, userId: 'agent-1', name: 'Agent One' };
const standIn = await startStandIn(answer);
afterAll(() => standIn.stop());

describe('providers over the wire, both ways', () => {
  const app = useOwnLocalApp({ loopbackProviders: standIn.url });
  const setUp = async (id: string, integration: object, secret: object) => {
    await app.send(admin, 'PUT', '/routing/queues/q', { name: 'Queue', division: { id: 'main' } });
    const made = await app.send(admin, 'PUT', `/integrations/${id}`, { queue: { id: 'q' }, ...integration });
    expect([made.status, made.text]).toEqual([200, made.text]);
    expect((await app.send(admin, 'PUT', `/integrations/${id}/secret`, secret)).status).toBe(204);
  };
  const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  /** The customer's first message has a file: waits until the agent's desktop reads it as kept here, and gets its bytes. */
  const theirFile = async (conversationId: string) => {
    const path = `/conversations/messages/${conversationId}/messages/${conversationId}.1`;
    const read = async (): Promise<Record<string, string>> =>
      JSON.parse((await app.send(agent, 'GET', path)).text).normalizedMessage.content[0].attachment;
    const { mediaUri = '', filename } = await eventually(read, ({ status }) => status !== 'pending');
    const { url } = JSON.parse((await app.send(agent, 'GET', mediaUri.replace('/api/v2', ''))).text);
    return { filename, bytes: await bytesAt(url) };
  };
  /** The agent takes what waits in the queue of an integration, gets the file that the customer sent, writes, and answers how far that message is. */
  const answerTo = async (
    conversationId: string,
    filename: string,
    body: (at: string) => Promise<object>,
  ) => {
    const at = `/conversations/messages/${conversationId}`;
    const user = { id: agent.userId, name: agent.name };
    const joined = await app.send(agent, 'POST', `${at}/participants`, { purpose: 'agent', user });
    const communication = `${at}/communications/${JSON.parse(joined.text).id}/messages`;
    expect(await theirFile(conversationId)).toEqual({ filename, bytes: png });
    const sent = await app.send(agent, 'POST', communication, await body(communication));
    expect([sent.status, sent.text]).toEqual([201, sent.text]);
    const { id } = JSON.parse(sent.text);
    const status = async (): Promise<string> =>
      JSON.parse((await app.send(agent, 'GET', `${at}/messages/${id}`)).text).status;
    return { id, reaches: (wanted: string) => eventually(status, (seen) => seen === wanted) };
  };
  const waiting = async (integrationId: string): Promise<string> => {
    const body = { conversationFilters: [], order: 'desc', paging: { pageSize: 100 } };
    const read = async (): Promise<string | undefined> => {
      const { text: found } = await app.send(admin, 'POST', '/analytics/conversations/details/query', body);
      const { conversations } = JSON.parse(found) as { conversations: { conversationId: string }[] };
      for (const { conversationId } of conversations) {
        const one = await app.send(admin, 'GET', `/conversations/messages/${conversationId}`);
        const { messageType, state } = JSON.parse(one.text) as { messageType: string; state: string };
        if (messageType === integrationId && state === 'connected') return conversationId;
      }
      return undefined;
    };
    return (await eventually(read, (found) => found !== undefined)) ?? '';
  };
  const picture = async (communication: string): Promise<string> => {
    const file = { fileName: 'label.png', contentLengthBytes: png.length };
    const asked = await app.send(agent, 'POST', `${communication}/media/uploads`, file);
    const { id, uploadUrl, uploadHeaders } = JSON.parse(asked.text);
    await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: new Uint8Array(png) });
    return id;
  };
  const base = () => `${app.url}/v1/api/v2`;

  const metaAt = (integrationId: string) => `${base()}/channels/meta/${tenantId}/${integrationId}`;
  const meta = { appSecret: 'app', verifyToken: 'verify', accessToken: 'access' };

  test('Given an SMS, when the agent answers with a text and a picture, then Twilio is handed both, and its signed status counts', async () => {
    const sms = { fromNumber: '+15550100000', accountSid };
    await setUp('sms', { messageType: 'sms', sms }, { authToken });
    const form = {
      MessageSid: `SM${randomBytes(16).toString('hex')}`,
      From: '+15550100007',
      To: '+15550100000',
      Body: 'hello & ₹',
      NumMedia: '1',
      MediaUrl0: mediaAt.twilio('1'),
      MediaContentType0: 'image/png',
    };
    expect(await callAsTwilio(`${base()}/channels/twilio/${tenantId}/sms/sms`, form)).toBe(200);
    const { reaches } = await answerTo(await waiting('sms'), 'image.png', async (at) => ({
      textBody: 'Here is your label',
      mediaIds: [await picture(at)],
    }));
    const sent = new URLSearchParams(
      (await standIn.heard(({ method, path }) => method === 'POST' && path.startsWith('api.twilio'))).body,
    );
    expect([sent.get('To'), sent.get('Body')]).toEqual(['+15550100007', 'Here is your label']);
    expect(await bytesAt(sent.get('MediaUrl') ?? '')).toEqual(png);
    await reaches('sent');
    const callback = sent.get('StatusCallback') ?? '';
    expect(await callAsTwilio(callback, { MessageSid: 'SM1', MessageStatus: 'delivered' })).toBe(200);
    await reaches('delivered');
  });

  test('Given a WhatsApp message, when the agent answers with a picture, then the Cloud API is handed a valid one, and its receipts count', async () => {
    await setUp('wa', { messageType: 'whatsapp', meta: { phoneNumberId: '106' } }, meta);
    const whatsAppBatch = (value: object) => ({
      object: 'whatsapp_business_account',
      entry: [{ changes: [{ value: { metadata: { phone_number_id: '106' }, ...value } }] }],
    });
    const inbound = {
      from: '15550100009',
      id: 'wamid.1',
      type: 'image',
      image: { id: '900', mime_type: 'image/png', caption: 'ünïcode 🙂' },
    };
    expect(await callAsMeta(metaAt('wa'), whatsAppBatch({ messages: [inbound] }))).toBe(200);
    const { id, reaches } = await answerTo(await waiting('whatsapp'), 'image.png', async (at) => ({
      textBody: 'Your label',
      mediaIds: [await picture(at)],
    }));
    const { body } = await standIn.heard(({ path }) => path.includes('/106/messages'));
    const { image, to, biz_opaque_callback_data: ours } = JSON.parse(body);
    expect([to, image.caption, ours]).toEqual(['15550100009', 'Your label', id]);
    expect(await bytesAt(image.link)).toEqual(png);
    await reaches('sent');
    const status = { id: 'wamid.9', status: 'read', biz_opaque_callback_data: ours };
    expect(await callAsMeta(metaAt('wa'), whatsAppBatch({ statuses: [status] }))).toBe(200);
    await reaches('read');
  });

  test('Given a Messenger message, when the agent answers, then the Send API is handed a valid one, and its delivery counts', async () => {
    await setUp('fb', { messageType: 'facebook', meta: { pageId: '2077' } }, meta);
    const page = (event: object) => ({
      object: 'page',
      entry: [{ id: '2077', messaging: [{ sender: { id: '7' }, ...event }] }],
    });
    const attachments = [{ type: 'image', payload: { url: mediaAt.messenger('1') } }];
    expect(await callAsMeta(metaAt('fb'), page({ message: { mid: 'mid.1', text: 'hi', attachments } }))).toBe(
      200,
    );
    const { reaches } = await answerTo(await waiting('facebook'), 'image.png', async () => ({
      textBody: 'Good day',
    }));
    const { body } = await standIn.heard(({ path }) => path.includes('/2077/messages'));
    expect(JSON.parse(body)).toMatchObject({ recipient: { id: '7' }, message: { text: 'Good day' } });
    await reaches('sent');
    expect(await callAsMeta(metaAt('fb'), page({ delivery: { mids: ['mid.9'] } }))).toBe(200);
    await reaches('delivered');
  });

  test('Given an open integration, when the agent answers with a picture, then its webhook is posted a signed message whose file it can fetch', async () => {
    const open = { outboundNotificationWebhookUrl: `${standIn.url}/hook` };
    const secret = { outboundNotificationWebhookSignatureSecretToken: 'sign' };
    await setUp('open', { messageType: 'open', open }, secret);
    const attachment = { mediaType: 'Image', url: `${standIn.url}/hook/kept.png`, filename: 'kept.png' };
    const inbound = {
      channel: { messageId: 'm-1', from: { id: 'c-1' } },
      text: 'hello',
      content: [{ contentType: 'Attachment', attachment }],
    };
    const path = '/conversations/messages/open/inbound/open/message';
    const taken = await app.send(admin, 'POST', path, inbound);
    const { conversationId } = JSON.parse(taken.text);
    const { id, reaches } = await answerTo(conversationId, 'kept.png', async (at) => ({
      textBody: '',
      mediaIds: [await picture(at)],
    }));
    const { body, headers } = await standIn.heard((request) => request.path === 'hook');
    const signature = createHmac('sha256', 'sign').update(body).digest('base64');
    expect(headers['x-hub-signature-256']).toBe(`sha256=${signature}`);
    const message = JSON.parse(body);
    expect([message.id, message.channel.to.id, message.direction]).toEqual([id, 'c-1', 'Outbound']);
    expect(await bytesAt(message.content[0].attachment.url)).toEqual(png);
    await reaches('sent');
  });

  test('Given recorded conversations with files both ways, when each way in plays one, then all is stored to the byte, its monitor saw each message once, in order, and so did the customer', async () => {
    const recorded = await readConversations(
      fileURLToPath(new URL('../../local/demo/conversations.jsonl', import.meta.url)),
    );
    const [line] = [...recorded].sort((a, b) => a.turns.length - b.turns.length);
    if (line === undefined) throw new Error('there is no recorded conversation');
    // Of web messaging: a guest by the API, one on a socket, a connector one by one and one in bulk.
    const websites = Array.from({ length: 4 }, () => 'webmessaging' as const);
    const channels = [...websites, 'open', 'sms', 'whatsapp', 'facebook'] as const;
    const replayed = 'replayed-by-providers';
    const { signal } = new AbortController();
    const cast = createCast(app.url, replayed, signal);
    const tally = await replay({
      conversations: channels.map((channel, index) => ({ ...line, id: `${index}-by-${channel}`, channel })),
      cast,
      run: 'test',
      speed: 0,
      lanes: 2,
      monitor: 1,
      verify: true,
      guests: { url: app.url, tenantId: replayed, most: 2 },
      customers: providersCustomers({ url: app.url, tenantId: replayed, cast, standIn, signal }),
      fileEvery: 1,
      signal,
    });
    expect(tally.faults).toEqual([]);
    const turns = spokenTurns(line.turns);
    const [messages, answers] = [turns.length, turns.filter(({ from }) => from === 'agent').length];
    expect(tally).toMatchObject({
      conversations: 8,
      guests: 2,
      stored: 8 * messages,
      received: 8 * messages,
      verified: 8,
      // A connector's customers send none.
      files: 6 * messages + 2 * answers,
      // A connector reads the answers, and a guest by the API alone does.
      heard: 5 * answers,
    });
  });
});
