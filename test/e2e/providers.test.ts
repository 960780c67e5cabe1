import { createHmac, randomBytes } from 'node:crypto';
import Ajv from 'ajv';
import twilio from 'twilio';
import { afterAll, describe, expect, test } from 'vitest';
import { eventually } from './support/eventually.ts';
import { useOwnLocalApp, type Who } from './support/local-app.ts';
import { type Heard, startStandIn } from './support/stand-in.ts';

const tenantId = 'tenant-providers';
const admin: Who = { tenantId, userId: 'admin' };
const agent: Who = { tenantId, userId: 'agent-1', name: 'Agent One' };
const accountSid = `AC${'1'.repeat(32)}`;
const authToken = '0123456789abcdef0123456789abcdef';
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const text = {
  type: 'object',
  required: ['body'],
  properties: { body: { type: 'string', maxLength: 4096 } },
};
const link = { type: 'string', format: 'uri', pattern: '^https?://' };

/** What the Cloud API takes (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages). */
const whatsApp = {
  type: 'object',
  required: ['messaging_product', 'to', 'type'],
  additionalProperties: false,
  properties: {
    messaging_product: { const: 'whatsapp' },
    recipient_type: { const: 'individual' },
    to: { type: 'string', pattern: '^\\d+$' },
    type: { enum: ['text', 'image', 'document'] },
    text,
    image: {
      type: 'object',
      required: ['link'],
      additionalProperties: false,
      properties: { link, caption: { type: 'string' } },
    },
    biz_opaque_callback_data: { type: 'string', maxLength: 512 },
  },
};

/** What the Send API takes (https://developers.facebook.com/docs/messenger-platform/reference/send-api). */
const messenger = {
  type: 'object',
  required: ['recipient', 'message', 'messaging_type'],
  additionalProperties: false,
  properties: {
    recipient: { type: 'object', required: ['id'], properties: { id: { type: 'string' } } },
    messaging_type: { enum: ['RESPONSE', 'UPDATE', 'MESSAGE_TAG'] },
    message: {
      type: 'object',
      additionalProperties: false,
      properties: {
        text: { type: 'string', maxLength: 2000 },
        attachment: {
          type: 'object',
          required: ['type', 'payload'],
          properties: {
            type: { enum: ['image', 'file'] },
            payload: { type: 'object', required: ['url'], properties: { url: link } },
          },
        },
      },
    },
  },
};

const ajv = new Ajv({ strict: false, validateFormats: false });
const refuse = (status: number, message: string) => ({ status, body: { error: { code: 100, message } } });

/** Each provider takes what its own documents allow, by its own credentials, and nothing else. */
const answer = ({ path, headers, body }: Heard) => {
  if (path.startsWith('hook')) return { status: 200, body: {} };
  if (path.startsWith('api.twilio.com/')) {
    const basic = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const form = new URLSearchParams(body);
    const known = ['To', 'From', 'Body', 'MediaUrl', 'StatusCallback'];
    if (headers.authorization !== basic) return { status: 401, body: { code: 20003 } };
    if (
      ![...form.keys()].every((name) => known.includes(name)) ||
      !(form.get('Body') || form.get('MediaUrl'))
    )
      return { status: 400, body: { code: 21602 } };
    return { status: 201, body: { sid: 'SM1', status: 'queued' } };
  }
  if (headers.authorization !== 'Bearer access') return refuse(401, 'no access');
  const isNumber = path === 'graph.facebook.com/v23.0/106/messages';
  const validate = ajv.compile(isNumber ? whatsApp : messenger);
  if (!validate(JSON.parse(body))) return refuse(400, ajv.errorsText(validate.errors));
  if (isNumber)
    return { status: 200, body: { messaging_product: 'whatsapp', messages: [{ id: 'wamid.9' }] } };
  return { status: 200, body: { recipient_id: '7', message_id: 'mid.9' } };
};

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
  /** The agent takes what waits in the queue of an integration, writes, and answers how far that message is. */
  const answerTo = async (conversationId: string, body: (at: string) => Promise<object>) => {
    const at = `/conversations/messages/${conversationId}`;
    const user = { id: agent.userId, name: agent.name };
    const joined = await app.send(agent, 'POST', `${at}/participants`, { purpose: 'agent', user });
    const communication = `${at}/communications/${JSON.parse(joined.text).id}/messages`;
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
  const bytesAt = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer());
  const base = () => `${app.url}/v1/api/v2`;

  /** Calls our webhook as Twilio does: a form, signed over the URL that it was given. */
  const callAsTwilio = async (url: string, form: Record<string, string>): Promise<number> => {
    const called = url.replace('http://', 'https://');
    const signature = twilio.getExpectedTwilioSignature?.(authToken, called, form) ?? '';
    expect(twilio.validateRequest(authToken, signature, called, form)).toBe(true);
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': signature,
    };
    return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form).toString() })).status;
  };
  const callAsMeta = async (integrationId: string, body: unknown): Promise<number> => {
    const raw = JSON.stringify(body);
    const signature = createHmac('sha256', 'app').update(raw).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
    const url = `${base()}/channels/meta/${tenantId}/${integrationId}`;
    return (await fetch(url, { method: 'POST', headers, body: raw })).status;
  };
  const meta = { appSecret: 'app', verifyToken: 'verify', accessToken: 'access' };

  test('Given an SMS, when the agent answers with a text and a picture, then Twilio is handed both, and its signed status counts', async () => {
    const sms = { fromNumber: '+15550100000', accountSid };
    await setUp('sms', { messageType: 'sms', sms }, { authToken });
    const form = {
      MessageSid: `SM${randomBytes(16).toString('hex')}`,
      From: '+15550100007',
      To: '+15550100000',
      Body: 'hello & ₹',
      NumMedia: '0',
    };
    expect(await callAsTwilio(`${base()}/channels/twilio/${tenantId}/sms/sms`, form)).toBe(200);
    const { reaches } = await answerTo(await waiting('sms'), async (at) => ({
      textBody: 'Here is your label',
      mediaIds: [await picture(at)],
    }));
    const sent = new URLSearchParams((await standIn.heard(({ path }) => path.startsWith('api.twilio'))).body);
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
    const inbound = { from: '15550100009', id: 'wamid.1', type: 'text', text: { body: 'ünïcode 🙂' } };
    expect(await callAsMeta('wa', whatsAppBatch({ messages: [inbound] }))).toBe(200);
    const { id, reaches } = await answerTo(await waiting('whatsapp'), async (at) => ({
      textBody: 'Your label',
      mediaIds: [await picture(at)],
    }));
    const { body } = await standIn.heard(({ path }) => path.includes('/106/messages'));
    const { image, to, biz_opaque_callback_data: ours } = JSON.parse(body);
    expect([to, image.caption, ours]).toEqual(['15550100009', 'Your label', id]);
    expect(await bytesAt(image.link)).toEqual(png);
    await reaches('sent');
    const status = { id: 'wamid.9', status: 'read', biz_opaque_callback_data: ours };
    expect(await callAsMeta('wa', whatsAppBatch({ statuses: [status] }))).toBe(200);
    await reaches('read');
  });

  test('Given a Messenger message, when the agent answers, then the Send API is handed a valid one, and its delivery counts', async () => {
    await setUp('fb', { messageType: 'facebook', meta: { pageId: '2077' } }, meta);
    const page = (event: object) => ({
      object: 'page',
      entry: [{ id: '2077', messaging: [{ sender: { id: '7' }, ...event }] }],
    });
    expect(await callAsMeta('fb', page({ message: { mid: 'mid.1', text: 'hi' } }))).toBe(200);
    const { reaches } = await answerTo(await waiting('facebook'), async () => ({ textBody: 'Good day' }));
    const { body } = await standIn.heard(({ path }) => path.includes('/2077/messages'));
    expect(JSON.parse(body)).toMatchObject({ recipient: { id: '7' }, message: { text: 'Good day' } });
    await reaches('sent');
    expect(await callAsMeta('fb', page({ delivery: { mids: ['mid.9'] } }))).toBe(200);
    await reaches('delivered');
  });

  test('Given an open integration, when the agent answers with a picture, then its webhook is posted a signed message whose file it can fetch', async () => {
    const open = { outboundNotificationWebhookUrl: `${standIn.url}/hook` };
    const secret = { outboundNotificationWebhookSignatureSecretToken: 'sign' };
    await setUp('open', { messageType: 'open', open }, secret);
    const inbound = { channel: { messageId: 'm-1', from: { id: 'c-1' } }, text: 'hello' };
    const path = '/conversations/messages/open/inbound/open/message';
    const taken = await app.send(admin, 'POST', path, inbound);
    const { conversationId } = JSON.parse(taken.text);
    const { id, reaches } = await answerTo(conversationId, async (at) => ({
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
});
