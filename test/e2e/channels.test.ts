import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { useLocalApp, type Who } from './support/local-app.ts';

const admin: Who = { tenantId: 'tenant-channels', userId: 'admin' };
const agent: Who = { tenantId: 'tenant-channels', userId: 'agent-1', name: 'Agent One' };
const authToken = '0123456789abcdef0123456789abcdef';

describe('channels, over the wire', () => {
  const app = useLocalApp();
  const json = async (answer: Promise<{ readonly status: number; readonly text: string }>) => {
    const { status, text } = await answer;
    return { status, body: text === '' ? undefined : JSON.parse(text) };
  };
  const setUp = async (id: string, more: object, secret?: object): Promise<void> => {
    const queue = { name: 'Queue', division: { id: 'division-1' } };
    expect((await app.send(admin, 'PUT', '/routing/queues/queue-1', queue)).status).toBe(200);
    const integration = { queue: { id: 'queue-1' }, ...more };
    expect((await app.send(admin, 'PUT', `/integrations/${id}`, integration)).status).toBe(200);
    if (secret === undefined) return;
    const set = await app.send(admin, 'PUT', `/integrations/${id}/secret`, secret);
    expect([set.status, set.text]).toEqual([204, '']);
  };
  const base = () => `${app.url}/v1/api/v2`;
  const connect = async (conversationId: string): Promise<string> => {
    const { body } = await json(
      app.send(admin, 'POST', `/conversations/messages/${conversationId}/participants`, {
        purpose: 'agent',
        user: { id: 'agent-1', name: 'Agent One' },
      }),
    );
    return body.id;
  };

  test('Given an SMS integration, when Twilio calls with and without its signature, then only the signed SMS is taken', async () => {
    await setUp(
      'sms-1',
      { messageType: 'sms', sms: { fromNumber: '+15550100000', accountSid: `AC${'0'.repeat(32)}` } },
      { authToken },
    );
    const path = '/channels/twilio/tenant-channels/sms-1/sms';
    const form = {
      MessageSid: `SM${randomBytes(16).toString('hex')}`,
      From: '+15550100007',
      To: '+15550100000',
      Body: 'hello & ₹ + more',
      NumMedia: '0',
    };
    const called = `https://${new URL(app.url).host}/v1/api/v2${path}`;
    const post = (signature: string) =>
      fetch(`${base()}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
          'x-twilio-signature': signature,
        },
        body: new URLSearchParams(form).toString(),
      });
    const good = twilio.getExpectedTwilioSignature?.(authToken, called, form) ?? '';
    const refused = await post('c2lnbmF0dXJl');
    expect([refused.status, ((await refused.json()) as { code: string }).code]).toEqual([
      403,
      'signature.invalid',
    ]);
    const taken = await post(good);
    expect([taken.status, taken.headers.get('content-type'), await taken.text()]).toEqual([
      200,
      'text/xml',
      '<?xml version="1.0" encoding="UTF-8"?><Response/>',
    ]);
    expect((await post(good)).status).toBe(200);
  });

  test('Given two integrations with secrets, when one is deleted and made again, then the other alone has its secret still', async () => {
    const verifyToken = randomBytes(16).toString('hex');
    const integration = { messageType: 'whatsapp', meta: { phoneNumberId: '1' } };
    for (const id of ['meta-kept', 'meta-deleted']) await setUp(id, integration, { verifyToken });
    expect((await app.send(admin, 'DELETE', '/integrations/meta-deleted')).status).toBe(204);
    expect((await app.send(admin, 'DELETE', '/integrations/meta-deleted')).status).toBe(404);
    await setUp('meta-deleted', integration);
    const verify = async (id: string) => {
      const query = { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '42' };
      const url = `${base()}/channels/meta/tenant-channels/${id}?${new URLSearchParams(query)}`;
      return (await fetch(url)).status;
    };
    expect([await verify('meta-kept'), await verify('meta-deleted')]).toEqual([200, 403]);
  });

  test('Given a bulk of messages, one of them broken, when it comes, then each is answered in its own place', async () => {
    await setUp('open-1', { messageType: 'open' });
    const message = (text: string) => ({
      channel: { messageId: randomUUID(), from: { id: 'bulk-1' } },
      text,
    });
    const { status, body } = await json(
      app.send(admin, 'POST', '/conversations/messages/open-1/inbound/open/messages/bulk', {
        messages: [message('one'), { text: 'from nowhere' }, message('two')],
      }),
    );
    expect(status).toBe(200);
    expect(body.entities.map((entity: { status: number }) => entity.status)).toEqual([200, 400, 200]);
    expect(body.entities.map(({ body }: { body: { seq?: number } }) => body.seq)).toEqual([1, undefined, 2]);
    expect(body.entities[1].body.details[0].path).toBe('messages.1.channel');
  });

  test('Given a guest of a website, when guest and agent write, then the answer is pushed to the guest and read back', async () => {
    await setUp('site-1', { messageType: 'webmessaging' });
    const post = (path: string, token: string | undefined, body?: object) =>
      fetch(`${base()}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    const opened = await post('/webmessaging/deployments/tenant-channels/site-1/sessions', undefined, {});
    expect(opened.status).toBe(201);
    const session = (await opened.json()) as { token: string; topic: string };
    const first = (await (await post('/webmessaging/messages', session.token, { text: 'hi' })).json()) as {
      conversationId: string;
    };

    const channel = (await (await post('/webmessaging/channels', session.token)).json()) as {
      connectUri: string;
    };
    const socket = new WebSocket(channel.connectUri);
    const frames: { topicName: string; eventBody: { message?: string; text?: string } }[] = [];
    const arrived = (wanted: (frame: (typeof frames)[number]) => boolean) =>
      new Promise<void>((resolve) => {
        socket.on('message', (data) => {
          const frame = JSON.parse(String(data)) as (typeof frames)[number];
          frames.push(frame);
          if (wanted(frame)) resolve();
        });
      });
    const pushed = arrived((frame) => frame.topicName === session.topic);
    const subscribed = arrived((frame) => frame.eventBody.message === 'subscribed');
    await new Promise((resolve) => socket.once('open', resolve));
    socket.send(JSON.stringify({ message: 'subscribe', topics: [session.topic] }));
    await subscribed;

    const communicationId = await connect(first.conversationId);
    const path = `/conversations/messages/${first.conversationId}/communications/${communicationId}/messages`;
    expect((await app.send(agent, 'POST', path, { textBody: 'good day' })).status).toBe(201);
    await pushed;
    socket.close();
    expect(frames.find((frame) => frame.topicName === session.topic)?.eventBody.text).toBe('good day');

    const read = (token: string) =>
      fetch(`${base()}/webmessaging/messages?afterSeq=0`, { headers: { authorization: `Bearer ${token}` } });
    const mine = (await (await read(session.token)).json()) as { entities: { text: string }[] };
    expect(mine.entities.map((entity) => entity.text)).toEqual(['hi', 'good day']);
    expect((await read(await app.token(admin))).status).toBe(401);
    expect((await read(`${session.token}A`)).status).toBe(401);
    const asUser = await fetch(`${base()}/users/me`, {
      headers: { authorization: `Bearer ${session.token}` },
    });
    expect(asUser.status).toBe(401);
  });

  test('Given a Meta app, when it asks its challenge and sends a batch, then both are answered as Meta expects', async () => {
    await setUp(
      'wa-1',
      { messageType: 'whatsapp', meta: { phoneNumberId: '106' } },
      { appSecret: 'app', verifyToken: 'verify', accessToken: 'access' },
    );
    const at = `${base()}/channels/meta/tenant-channels/wa-1`;
    const query = 'hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=verify';
    const challenge = await fetch(`${at}?${query}`);
    expect([challenge.status, await challenge.text()]).toEqual([200, '1158201444']);
    const message = { from: '15550100009', id: 'wamid.e2e', type: 'text', text: { body: 'ünïcode 🙂' } };
    const value = { metadata: { phone_number_id: '106' }, messages: [message] };
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ changes: [{ value }] }] });
    const signature = createHmac('sha256', 'app').update(body).digest('hex');
    const post = (given: string) =>
      fetch(at, { method: 'POST', headers: { 'x-hub-signature-256': `sha256=${given}` }, body });
    expect((await post(signature)).status).toBe(200);
    expect((await post(signature.replace(/./g, '0'))).status).toBe(403);
  });
});
