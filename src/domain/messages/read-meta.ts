import * as z from 'zod';
import { type Content, mediaTypeOf } from '../../contract/content.ts';
import { limits } from '../../contract/limits.ts';
import { beginning } from '../../contract/text.ts';
import { PageEvent, WhatsAppMessage, WhatsAppStatus, WhatsAppValue } from '../../contract/webhooks.ts';
import type { Receipt } from './receipts.ts';
import type { Customer, InboundMessage } from './receive-messages.ts';

/** One thing of a batch, in the words of all channels. */
export type MetaEvent =
  | { readonly kind: 'message'; readonly customer: Customer; readonly message: InboundMessage }
  | { readonly kind: 'receipt'; readonly receipt: Receipt };

const families = { image: 'Image', video: 'Video', audio: 'Audio', file: 'File' } as const;
const Url = z.url().max(2_048);

/** Characters of a name, as of any name in the contract. */
const nameLength = 100;

/** A text that fits in a message; each UTF-16 unit is at most three bytes of UTF-8. */
const fitting = (text: string): string => beginning(text, Math.floor(limits.textBytes / 3));

type PageMessage = NonNullable<PageEvent['message']>;

const contentOf = (message: PageMessage): readonly Content[] =>
  (message.attachments ?? []).slice(0, 10).map(({ type, payload }): Content => {
    const family = Object.hasOwn(families, type) ? families[type as keyof typeof families] : undefined;
    if (family === undefined) return { contentType: 'Unknown', kind: type };
    const url = Url.safeParse(payload?.url).data;
    return {
      contentType: 'Attachment',
      attachment: { mediaType: family, ...(url === undefined ? {} : { url }) },
    };
  });

const messageOf = (message: PageMessage, address: string): MetaEvent => {
  const content = contentOf(message);
  const nothing = message.text === undefined && content.length === 0;
  const carried: readonly Content[] = nothing ? [{ contentType: 'Unknown', kind: 'message' }] : content;
  return {
    kind: 'message',
    customer: { address, name: 'Customer' },
    message: {
      messageId: message.mid,
      text: fitting(message.text ?? ''),
      ...(carried.length === 0 ? {} : { content: carried }),
    },
  };
};

/**
 * What one event of a page holds. An echo is our own message come back; who reacts, reads or types says nothing that
 * a transcript holds.
 */
export const pageEvents = (raw: unknown): readonly MetaEvent[] => {
  const { data: event } = PageEvent.safeParse(raw);
  if (event === undefined || event.message?.is_echo === true) return [];
  const { sender, message, postback, delivery } = event;
  if (message !== undefined) return [messageOf(message, sender.id)];
  if (postback !== undefined) {
    const customer = { address: sender.id, name: 'Customer' };
    return [
      { kind: 'message', customer, message: { messageId: postback.mid, text: fitting(postback.title) } },
    ];
  }
  return (delivery?.mids ?? []).map((providerId) => ({
    kind: 'receipt',
    receipt: { of: { providerId }, status: 'delivered' },
  }));
};

const kinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;

const titleOf = ({ button, interactive }: WhatsAppMessage): string | undefined =>
  button?.text ?? interactive?.button_reply?.title ?? interactive?.list_reply?.title;

/** Media stay with Meta, by id: fetching one takes the integration's access token. */
const mediaOf = (
  message: WhatsAppMessage,
): { readonly text: string; readonly content: Content[] } | undefined => {
  const kind = kinds.find((name) => message[name] !== undefined);
  const media = kind === undefined ? undefined : message[kind];
  if (media === undefined) return undefined;
  const { id, mime_type: mime, filename, caption } = media;
  const attachment = {
    mediaType: mediaTypeOf(mime ?? ''),
    ...(id === undefined ? {} : { id }),
    ...(mime === undefined ? {} : { mime }),
    ...(filename === undefined ? {} : { filename }),
  };
  return { text: fitting(caption ?? ''), content: [{ contentType: 'Attachment', attachment }] };
};

const inbound = (message: WhatsAppMessage): InboundMessage => {
  const text = message.text?.body ?? titleOf(message);
  if (text !== undefined) return { messageId: message.id, text: fitting(text) };
  const known = mediaOf(message) ?? {
    text: '',
    content: [{ contentType: 'Unknown' as const, kind: message.type }],
  };
  return { messageId: message.id, ...known };
};

const receiptOf = (raw: unknown): MetaEvent[] => {
  const { data } = WhatsAppStatus.safeParse(raw);
  if (data === undefined) return [];
  const ours = data.biz_opaque_callback_data;
  const code = data.errors?.[0]?.code;
  const receipt = {
    of: ours === undefined ? { providerId: data.id } : { messageId: ours },
    status: data.status,
    ...(code === undefined ? {} : { code: String(code) }),
  };
  return [{ kind: 'receipt', receipt }];
};

/** What one change of this number holds; a change of another number of the same app is not this integration's. */
export const whatsAppEvents = (raw: unknown, phoneNumberId: string): readonly MetaEvent[] => {
  const { data: value } = WhatsAppValue.safeParse(raw);
  if (value?.metadata.phone_number_id !== phoneNumberId) return [];
  const nameOf = (id: string): string =>
    beginning(value.contacts?.find((contact) => contact.wa_id === id)?.profile?.name ?? '', nameLength) ||
    'Customer';
  const messages = (value.messages ?? []).flatMap((each): MetaEvent[] => {
    const { data: message } = WhatsAppMessage.safeParse(each);
    if (message === undefined) return [];
    const customer = { address: message.from, name: nameOf(message.from) };
    return [{ kind: 'message', customer, message: inbound(message) }];
  });
  return [...messages, ...(value.statuses ?? []).flatMap(receiptOf)];
};
