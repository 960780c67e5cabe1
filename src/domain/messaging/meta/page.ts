import * as z from 'zod';
import type { Content } from '../../../contract/content.ts';
import { PageEvent } from '../../../contract/meta-webhook.ts';
import type { MetaEvent } from './meta-event.ts';

const families = { image: 'Image', video: 'Video', audio: 'Audio', file: 'File' } as const;
const Url = z.url().max(2_048);

type Message = NonNullable<PageEvent['message']>;

const contentOf = (message: Message): readonly Content[] =>
  (message.attachments ?? []).slice(0, 10).map(({ type, payload }): Content => {
    const family = Object.hasOwn(families, type) ? families[type as keyof typeof families] : undefined;
    if (family === undefined) return { contentType: 'Unknown', kind: type };
    const url = Url.safeParse(payload?.url).data;
    return {
      contentType: 'Attachment',
      attachment: { mediaType: family, ...(url === undefined ? {} : { url }) },
    };
  });

const messageOf = (message: Message, address: string): MetaEvent => {
  const content = contentOf(message);
  const nothing = message.text === undefined && content.length === 0;
  const carried: readonly Content[] = nothing ? [{ contentType: 'Unknown', kind: 'message' }] : content;
  return {
    kind: 'message',
    customer: { address, name: 'Customer' },
    message: {
      messageId: message.mid,
      text: message.text ?? '',
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
    return [{ kind: 'message', customer, message: { messageId: postback.mid, text: postback.title } }];
  }
  return (delivery?.mids ?? []).map((providerId) => ({
    kind: 'receipt',
    receipt: { of: { providerId }, status: 'delivered' },
  }));
};
