import * as z from 'zod';
import type { MetaSettings } from '../../contract/integration.ts';
import type { OutboundMessage, SendResult } from '../../domain/messages/delivery.ts';
import { messageId } from '../../domain/transcript/message.ts';
import type { HttpCaller } from '../http/http-caller.ts';
import { ProviderBusy, resultOf } from './provider-answer.ts';

/** Graph API, of the version whose shapes are used here. */
const graph = 'https://graph.facebook.com/v23.0';

/** Codes that mean too many requests (https://developers.facebook.com/docs/graph-api/guides/error-handling). */
const busy = ['4', '17', '32', '613', '80007', '130429', '131056'];

const WhatsAppAccepted = z.object({ messages: z.array(z.object({ id: z.string() })).min(1) });
const PageAccepted = z.object({ message_id: z.string() });
const Refused = z.object({ error: z.object({ code: z.number() }) });
const codeOf = (body: unknown) => Refused.safeParse(body).data?.error.code.toString();

const whatsApp = ({ place, to, text }: OutboundMessage) => ({
  messaging_product: 'whatsapp',
  recipient_type: 'individual',
  to,
  type: 'text',
  text: { body: text },
  // Given back with every receipt.
  biz_opaque_callback_data: messageId(place.conversationId, place.seq),
});

const page = ({ to, text }: OutboundMessage) => ({
  recipient: { id: to },
  messaging_type: 'RESPONSE',
  message: { text },
});

/** Sends through the Graph API: WhatsApp by a number, Messenger and Instagram by a page. */
export const sendToMeta = async (
  call: HttpCaller,
  settings: z.infer<typeof MetaSettings>,
  message: OutboundMessage,
): Promise<SendResult> => {
  const { accessToken } = message.secret;
  if (accessToken === undefined) throw new ProviderBusy('no access token is set');
  const byNumber = 'phoneNumberId' in settings;
  const answer = await call({
    url: `${graph}/${byNumber ? settings.phoneNumberId : settings.pageId}/messages`,
    headers: { Authorization: `Bearer ${accessToken}`, 'Content-Type': 'application/json' },
    body: JSON.stringify(byNumber ? whatsApp(message) : page(message)),
  });
  if (byNumber)
    return resultOf(answer, (b) => WhatsAppAccepted.safeParse(b).data?.messages[0]?.id, codeOf, busy);
  const result = resultOf(answer, (b) => PageAccepted.safeParse(b).data?.message_id, codeOf, busy);
  return result.accepted ? { ...result, receiptsByProviderId: true } : result;
};
