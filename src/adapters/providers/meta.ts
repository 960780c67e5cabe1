import * as z from 'zod';
import type { MetaSettings } from '../../contract/integration.ts';
import type { OutboundMessage, SendResult } from '../../domain/messages/delivery.ts';
import { messageId } from '../../domain/transcript/message.ts';
import type { HttpCaller } from '../http/http-caller.ts';
import { ProviderBusy, resultOf } from './provider-answer.ts';

/** Graph API, of the version whose shapes are used here. */
export const graph = 'https://graph.facebook.com/v23.0';

/** Codes that mean too many requests (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
const busy = ['4', '17', '32', '613', '80007', '130429', '131056'];

const WhatsAppAccepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const PageAccepted = z.object({ message_id: z.string() });
const Refused = z.object({ error: z.object({ code: z.number() }) });
const codeOf = (body: unknown) => Refused.safeParse(body).data?.error.code.toString();

/** Kinds that WhatsApp takes as a picture; any other file is a document to it. */
const pictures = ['image/jpeg', 'image/png'];

/** What WhatsApp's messages hold: a text, or the one file with the text below it; a voice note has the text after it. */
const whatsAppContents = ({ text, media: [file] }: OutboundMessage) => {
  const body = { type: 'text', text: { body: text } };
  if (file === undefined) return [body];
  const { mime, url: link, name: filename } = file;
  if (mime.startsWith('audio/')) return [{ type: 'audio', audio: { link } }, ...(text === '' ? [] : [body])];
  const caption = text === '' ? {} : { caption: text };
  if (mime.startsWith('video/')) return [{ type: 'video', video: { link, ...caption } }];
  if (pictures.includes(mime)) return [{ type: 'image', image: { link, ...caption } }];
  return [{ type: 'document', document: { link, filename, ...caption } }];
};

const ofWhatsApp = (message: OutboundMessage) =>
  whatsAppContents(message).map((content) => ({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: message.to,
    ...content,
    // Given back with every receipt.
    biz_opaque_callback_data: messageId(message.place.conversationId, message.place.seq),
  }));

/** The kind of attachment that a page's message names (https://developers.facebook.com/docs/messenger-platform/send-messages). */
const kindOf = (mime: string): string => {
  const family = mime.split('/')[0] ?? '';
  return ['image', 'audio', 'video'].includes(family) ? family : 'file';
};

/** What a page's messages hold: text and file are one message each there. */
const pageContents = ({ text, media }: OutboundMessage) => [
  ...media.map(({ mime, url }) => ({
    attachment: { type: kindOf(mime), payload: { url } },
  })),
  ...(text === '' ? [] : [{ text }]),
];

const ofPage = (message: OutboundMessage) =>
  pageContents(message).map((content) => ({
    recipient: { id: message.to },
    messaging_type: 'RESPONSE',
    message: content,
  }));

/** Sends through the Graph API: WhatsApp by a number, Messenger and Instagram by a page. */
export const sendToMeta = async (
  call: HttpCaller,
  settings: z.infer<typeof MetaSettings>,
  message: OutboundMessage,
): Promise<SendResult> => {
  const { accessToken } = message.secret;
  if (accessToken === undefined) throw new ProviderBusy('no access token is set');
  /** Sends one part after the other, until one is refused; what became of the last is what became of the message. */
  const send = async (
    sender: string,
    parts: readonly object[],
    idOf: (accepted: unknown) => string | undefined,
  ): Promise<SendResult> => {
    let result: SendResult = { accepted: true };
    for (const part of parts) {
      const answer = await call({
        url: `${graph}/${sender}/messages`,
        headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(part),
      });
      result = resultOf(answer, idOf, codeOf, busy);
      if (!result.accepted) break;
    }
    return result;
  };
  if ('phoneNumberId' in settings)
    return send(
      settings.phoneNumberId,
      ofWhatsApp(message),
      (accepted) => WhatsAppAccepted.safeParse(accepted).data?.messages[0]?.id,
    );
  const result = await send(
    settings.pageId,
    ofPage(message),
    (accepted) => PageAccepted.safeParse(accepted).data?.message_id,
  );
  // The last part's receipt is the message's.
  return result.accepted ? { ...result, receiptsByProviderId: true } : result;
};
