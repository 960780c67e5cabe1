import { type Content, mediaTypeOf } from '../../../contract/content.ts';
import {
  type WhatsAppMessage as Message,
  WhatsAppMessage,
  WhatsAppStatus,
  WhatsAppValue,
} from '../../../contract/meta-webhook.ts';
import type { InboundMessage } from '../../transcript/receive-messages.ts';
import type { MetaEvent } from './meta-event.ts';

const kinds = ['image', 'video', 'audio', 'document', 'sticker'] as const;

const titleOf = ({ button, interactive }: Message): string | undefined =>
  button?.text ?? interactive?.button_reply?.title ?? interactive?.list_reply?.title;

/** Media stay with Meta, by id: fetching one takes the integration's access token. */
const mediaOf = (message: Message): { readonly text: string; readonly content: Content[] } | undefined => {
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
  return { text: caption ?? '', content: [{ contentType: 'Attachment', attachment }] };
};

const inbound = (message: Message): InboundMessage => {
  const text = message.text?.body ?? titleOf(message);
  if (text !== undefined) return { messageId: message.id, text };
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
    value.contacts?.find((contact) => contact.wa_id === id)?.profile?.name.slice(0, 100) || 'Customer';
  const messages = (value.messages ?? []).flatMap((each): MetaEvent[] => {
    const { data: message } = WhatsAppMessage.safeParse(each);
    if (message === undefined) return [];
    const customer = { address: message.from, name: nameOf(message.from) };
    return [{ kind: 'message', customer, message: inbound(message) }];
  });
  return [...messages, ...(value.statuses ?? []).flatMap(receiptOf)];
};
