import { createHash, createHmac } from 'node:crypto';
import twilio from 'twilio';
import { expect } from 'vitest';
import type { ConversationLine } from '../../../local/replay/conversation-line.ts';
import type { Customer } from '../../../local/replay/customers.ts';
import { eventually } from './eventually.ts';
import type { LocalApp, Who } from './local-app.ts';
import { accountSid, authToken, letKeep, mediaAt } from './providers.ts';

/** Calls our webhook as Twilio does: a form, signed over the URL that it was given. */
export const callAsTwilio = async (url: string, form: Record<string, string>): Promise<number> => {
  const called = url.replace('http://', 'https://');
  const signature = twilio.getExpectedTwilioSignature?.(authToken, called, form) ?? '';
  expect(twilio.validateRequest(authToken, signature, called, form)).toBe(true);
  const headers = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': signature,
  };
  return (await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form).toString() })).status;
};

/** Calls our webhook as Meta does: JSON, signed by the app's secret. */
export const callAsMeta = async (url: string, body: unknown): Promise<number> => {
  const raw = JSON.stringify(body);
  const signature = createHmac('sha256', 'app').update(raw).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
  return (await fetch(url, { method: 'POST', headers, body: raw })).status;
};

type Channel = Exclude<ConversationLine['channel'], 'webmessaging'>;
const meta = { appSecret: 'app', verifyToken: 'verify', accessToken: 'access' };

/** What a channel's integration needs, and the secret that it shares with its provider. */
const settings: Readonly<
  Record<Channel, (host: string) => { readonly more: object; readonly secret: object }>
> = {
  open: (host) => ({ more: { mediaHosts: [host] }, secret: {} }),
  sms: () => ({ more: { sms: { fromNumber: '+15550100000', accountSid } }, secret: { authToken } }),
  whatsapp: () => ({ more: { meta: { phoneNumberId: '106' } }, secret: meta }),
  facebook: () => ({ more: { meta: { pageId: '2077' } }, secret: meta }),
};

/** One message of a customer, as it is told to the channel's way in; `id` names its file, where it has one. */
interface Said {
  readonly at: string;
  readonly integrationId: string;
  readonly address: string;
  readonly messageId: string;
  readonly text: string;
  readonly id: string | undefined;
}

const calls: Readonly<Record<Exclude<Channel, 'open'>, (said: Said) => Promise<number>>> = {
  sms: ({ at, integrationId, address, messageId, text, id }) =>
    callAsTwilio(`${at}/channels/twilio/replayed-by-providers/${integrationId}/sms`, {
      MessageSid: `SM${messageId}`,
      From: `+1555${address.slice(0, 7)}`,
      To: '+15550100000',
      Body: text,
      NumMedia: id === undefined ? '0' : '1',
      ...(id === undefined ? {} : { MediaUrl0: mediaAt.twilio(id), MediaContentType0: 'text/plain' }),
    }),
  whatsapp: ({ at, integrationId, address, messageId, text, id }) => {
    const file = { id, mime_type: 'text/plain', filename: 'note.txt', caption: text };
    const what =
      id === undefined ? { type: 'text', text: { body: text } } : { type: 'document', document: file };
    const value = {
      metadata: { phone_number_id: '106' },
      messages: [{ from: address, id: messageId, ...what }],
    };
    const url = `${at}/channels/meta/replayed-by-providers/${integrationId}`;
    return callAsMeta(url, { object: 'whatsapp_business_account', entry: [{ changes: [{ value }] }] });
  },
  facebook: ({ at, integrationId, address, messageId, text, id }) => {
    const file =
      id === undefined ? {} : { attachments: [{ type: 'file', payload: { url: mediaAt.messenger(id) } }] };
    const event = { sender: { id: address }, message: { mid: messageId, text, ...file } };
    const url = `${at}/channels/meta/replayed-by-providers/${integrationId}`;
    return callAsMeta(url, { object: 'page', entry: [{ id: '2077', messaging: [event] }] });
  },
};

/** Customers of a replay who write through their channel's provider, and send files that it keeps. One at a time. */
export const providersCustomers =
  (app: LocalApp, admin: Who, standIn: string) =>
  (
    line: ConversationLine,
    who: { readonly key: string; readonly integrationId: string },
  ): Customer | undefined => {
    const { channel } = line;
    if (channel === 'webmessaging') return undefined;
    const { integrationId, key } = who;
    const address = BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 12)}`)
      .toString()
      .padStart(7, '0');
    const at = `${app.url}/v1/api/v2`;
    let conversationId = '';
    const setUp = async (): Promise<void> => {
      const { more, secret } = settings[channel](new URL(standIn).host);
      const integration = { messageType: channel, queue: { id: 'replay' }, ...more };
      expect((await app.send(admin, 'PUT', `/integrations/${integrationId}`, integration)).status).toBe(200);
      expect((await app.send(admin, 'PUT', `/integrations/${integrationId}/secret`, secret)).status).toBe(
        204,
      );
    };
    const waiting = async (): Promise<string> => {
      const { text } = await app.send(admin, 'GET', '/analytics/queues/replay/activity');
      return (JSON.parse(text) as { waiting: { conversationId: string }[] }).waiting[0]?.conversationId ?? '';
    };
    return {
      async say(text, number, file) {
        if (number === 0) await setUp();
        const id = file === undefined ? undefined : `${address}${number}`;
        if (id !== undefined && file !== undefined) letKeep(id, file.bytes);
        const messageId = createHash('md5').update(`${key}.${number}`).digest('hex');
        if (channel === 'open') {
          const attachment = { mediaType: 'File', url: `${standIn}/hook/kept/${id}`, filename: 'note.txt' };
          const content = id === undefined ? {} : { content: [{ contentType: 'Attachment', attachment }] };
          const body = { channel: { messageId, from: { id: address } }, text, ...content };
          const path = `/conversations/messages/${integrationId}/inbound/open/message`;
          return JSON.parse((await app.send(admin, 'POST', path, body)).text);
        }
        expect(await calls[channel]({ at, integrationId, address, messageId, text, id })).toBe(200);
        if (number === 0) conversationId = await eventually(waiting, (found) => found !== '');
        // A webhook is told nothing of the place: the transcript shows whether it is this one.
        return { conversationId, seq: number + 1 };
      },
    };
  };
