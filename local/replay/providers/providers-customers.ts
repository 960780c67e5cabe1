import { createHash, createHmac } from 'node:crypto';
import twilio from 'twilio';
import type * as z from 'zod';
import { pause } from '../../../client/pause.ts';
import { problemOf } from '../../../client/rest/problem-error.ts';
import { systemRuntime } from '../../../client/runtime.ts';
import type { LocalFile } from '../../../client/upload.ts';
import type { IntegrationInput, IntegrationSecret } from '../../../src/contract/integration.ts';
import { getQueueActivity } from '../../../src/contract/routes/analytics.ts';
import { putIntegration, putIntegrationSecret } from '../../../src/contract/routes/integrations.ts';
import { receiveOpenMessage } from '../../../src/contract/routes/messages.ts';
import { putQueue } from '../../../src/contract/routes/routing.ts';
import type { Cast } from '../cast.ts';
import type { ConversationLine } from '../conversation-line.ts';
import type { Customer } from '../customers.ts';
import { accountSid, authToken, letKeep, mediaAt } from './provider-answers.ts';
import type { Heard, StandIn } from './stand-in.ts';

/** Calls our webhook as Twilio does: a form, signed over the URL that it was given. */
export const callAsTwilio = async (url: string, form: Record<string, string>): Promise<number> => {
  const called = url.replace('http://', 'https://');
  const signature = twilio.getExpectedTwilioSignature?.(authToken, called, form) ?? '';
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

type Settings = Partial<z.input<typeof IntegrationInput>>;
type Secret = z.input<typeof IntegrationSecret>;

/** What a channel's integration needs, and the secret that it shares with its provider. */
const settings: Readonly<
  Record<Channel, (standIn: string) => { readonly more: Settings; readonly secret: Secret }>
> = {
  open: (standIn) => ({
    more: {
      mediaHosts: [new URL(standIn).host],
      open: { outboundNotificationWebhookUrl: `${standIn}/hook` },
    },
    secret: { outboundNotificationWebhookSignatureSecretToken: 'sign' },
  }),
  sms: () => ({ more: { sms: { fromNumber: '+15550100000', accountSid } }, secret: { authToken } }),
  whatsapp: () => ({ more: { meta: { phoneNumberId: '106' } }, secret: meta }),
  facebook: () => ({ more: { meta: { pageId: '2077' } }, secret: meta }),
};

/** A customer's address, made of their key: digits, so that it is one in every channel. */
const addressOf = (key: string): string =>
  BigInt(`0x${createHash('sha256').update(key).digest('hex').slice(0, 12)}`)
    .toString()
    .padStart(7, '0');
const phoneOf = (address: string): string => `+1555${address.slice(0, 7)}`;

/** One message of a customer, as it is told to the channel's way in; `id` names its file, where it has one. */
interface Said {
  readonly at: string;
  readonly tenantId: string;
  readonly integrationId: string;
  readonly address: string;
  readonly messageId: string;
  readonly text: string;
  readonly id: string | undefined;
}

const calls: Readonly<Record<Exclude<Channel, 'open'>, (said: Said) => Promise<number>>> = {
  sms: ({ at, tenantId, integrationId, address, messageId, text, id }) =>
    callAsTwilio(`${at}/channels/twilio/${tenantId}/${integrationId}/sms`, {
      MessageSid: `SM${messageId}`,
      From: phoneOf(address),
      To: '+15550100000',
      Body: text,
      NumMedia: id === undefined ? '0' : '1',
      ...(id === undefined ? {} : { MediaUrl0: mediaAt.twilio(id), MediaContentType0: 'text/plain' }),
    }),
  whatsapp: ({ at, tenantId, integrationId, address, messageId, text, id }) => {
    const file = { id, mime_type: 'text/plain', filename: 'note.txt', caption: text };
    const what =
      id === undefined ? { type: 'text', text: { body: text } } : { type: 'document', document: file };
    const value = {
      metadata: { phone_number_id: '106' },
      messages: [{ from: address, id: messageId, ...what }],
    };
    const url = `${at}/channels/meta/${tenantId}/${integrationId}`;
    return callAsMeta(url, { object: 'whatsapp_business_account', entry: [{ changes: [{ value }] }] });
  },
  facebook: ({ at, tenantId, integrationId, address, messageId, text, id }) => {
    const file =
      id === undefined ? {} : { attachments: [{ type: 'file', payload: { url: mediaAt.messenger(id) } }] };
    const event = { sender: { id: address }, message: { mid: messageId, text, ...file } };
    const url = `${at}/channels/meta/${tenantId}/${integrationId}`;
    return callAsMeta(url, { object: 'page', entry: [{ id: '2077', messaging: [event] }] });
  },
};

/** Whom a request to a provider tells something, and the text where it has one; undefined where it tells nobody. */
const toldBy = ({
  method,
  path,
  body,
}: Heard): { readonly to?: string; readonly said?: string } | undefined => {
  if (method !== 'POST') return undefined;
  if (path.startsWith('api.twilio.com/')) {
    const form = new URLSearchParams(body);
    return { to: form.get('To') ?? '', said: form.get('Body') ?? '' };
  }
  const { to, recipient, message, text, image, document, channel } = JSON.parse(body);
  if (path.startsWith('hook')) return { to: channel?.to?.id, said: text ?? '' };
  if (to !== undefined) return { to, said: text?.body ?? image?.caption ?? document?.caption };
  return { to: recipient?.id, said: message?.text };
};

/** ms after which a conversation that began must be among those that wait. */
const patienceMs = 60_000;

/** Where the system is, whose administrator is asked, and who stands in for its providers. */
export interface ProvidersDeps {
  readonly url: string;
  readonly tenantId: string;
  readonly cast: Cast;
  readonly standIn: StandIn;
  readonly signal: AbortSignal;
}

/**
 * Customers of a replay who write through their channel's provider, send files that it keeps, and hear the agent by it.
 * Each lane has a queue and integrations of its own: a webhook is told nothing of the conversation that it began, which is
 * then the one that waits in the lane's queue.
 */
export const providersCustomers = ({ url, tenantId, cast, standIn, signal }: ProvidersDeps) => {
  const at = `${url}/v1/api/v2`;
  const made = new Map<string, Promise<void>>();
  const known = new Set<string>();
  const { call } = cast.administrator.client;
  const told = new Map<string, string[]>();
  let read = 0;

  /** What was said to an address so far. Many ask again and again: each request is read once. */
  const toldTo = (address: string): readonly string[] => {
    for (const request of standIn.all().slice(read)) {
      const { to, said } = toldBy(request) ?? {};
      if (to !== undefined && said !== undefined) told.set(to, [...(told.get(to) ?? []), said]);
      read += 1;
    }
    return told.get(address) ?? [];
  };

  const setUp = async (channel: Channel, integrationId: string, queueId: string): Promise<void> => {
    await call(putQueue, { params: { queueId }, body: { name: queueId, division: { id: 'home' } }, signal });
    const { more, secret } = settings[channel](standIn.url);
    const body = { messageType: channel, queue: { id: queueId }, ...more };
    await call(putIntegration, { params: { integrationId }, body, signal });
    await call(putIntegrationSecret, { params: { integrationId }, body: secret, signal });
  };
  const waiting = async (queueId: string): Promise<string> => {
    for (const until = Date.now() + patienceMs; Date.now() < until && !signal.aborted; ) {
      const activity = await call(getQueueActivity, { params: { queueId }, signal });
      const found = activity.waiting.find(({ conversationId }) => !known.has(conversationId));
      if (found !== undefined) {
        known.add(found.conversationId);
        return found.conversationId;
      }
      await pause(systemRuntime, 250, signal);
    }
    throw new Error('no conversation began by a webhook');
  };

  return (channel: ConversationLine['channel'], key: string, lane: number): Customer | undefined => {
    if (channel === 'webmessaging') return undefined;
    const [integrationId, queueId] = [`replay-${channel}-${lane}`, `replay-${lane}`];
    const address = addressOf(key);
    let conversationId = '';

    const byWebhook = async (text: string, number: number, messageId: string, id: string | undefined) => {
      if (channel === 'open') {
        const attachment = {
          mediaType: 'File' as const,
          url: `${standIn.url}/hook/kept/${id}`,
          filename: 'note.txt',
        };
        const content =
          id === undefined ? {} : { content: [{ contentType: 'Attachment' as const, attachment }] };
        const body = { channel: { messageId, from: { id: address } }, text, ...content };
        return cast.connector.client.call(receiveOpenMessage, { params: { integrationId }, body, signal });
      }
      const status = await calls[channel]({ at, tenantId, integrationId, address, messageId, text, id });
      // As a provider does, what failed in passing is told again.
      if (status !== 200) throw problemOf(status, '', null);
      if (number === 0 && conversationId === '') conversationId = await waiting(queueId);
      // A webhook is told nothing of the place: the transcript shows whether it is this one.
      return { conversationId, seq: number + 1 };
    };
    return {
      async say(text: string, number: number, file?: LocalFile) {
        const ready = made.get(integrationId) ?? setUp(channel, integrationId, queueId);
        made.set(integrationId, ready);
        await ready;
        const id = file === undefined ? undefined : `${address}${number}`;
        if (id !== undefined && file !== undefined) letKeep(id, file.bytes);
        const messageId = createHash('md5').update(`${key}.${number}`).digest('hex');
        return byWebhook(text, number, messageId, id);
      },
      heard: () => toldTo(channel === 'sms' ? phoneOf(address) : address),
    };
  };
};
