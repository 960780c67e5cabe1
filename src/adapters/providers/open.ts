import { createHmac } from 'node:crypto';
import type * as z from 'zod';
import { mediaTypeOf } from '../../contract/content.ts';
import type { OpenSettings } from '../../contract/integration.ts';
import type { OutboundMessage, SendResult } from '../../domain/messages/delivery.ts';
import { iso } from '../../domain/shared/clock.ts';
import { messageId } from '../../domain/transcript/message.ts';
import type { HttpCaller } from '../http/http-caller.ts';
import { ProviderBusy, resultOf } from './provider-answer.ts';

/** A file in the field's shape: `url` is for the receiver to fetch, soon. */
const attachmentOf = ({ id, name, mime, bytes, url }: OutboundMessage['media'][number]) => ({
  contentType: 'Attachment',
  attachment: { id, mediaType: mediaTypeOf(mime), url, mime, filename: name, contentSizeBytes: bytes },
});

/**
 * Posts an outbound message to an open integration's webhook, in the field's shape and signed in the field's way:
 * `X-Hub-Signature-256` over the body. The id is ours and the same in every attempt: by it a repeat is recognised.
 */
export const sendToOpen = async (
  call: HttpCaller,
  settings: z.infer<typeof OpenSettings>,
  { place, integration, secret, to, text, media, time }: OutboundMessage,
): Promise<SendResult> => {
  const key = secret.outboundNotificationWebhookSignatureSecretToken;
  if (key === undefined) throw new ProviderBusy('no signature secret is set');
  const id = messageId(place.conversationId, place.seq);
  const body = JSON.stringify({
    id,
    channel: {
      platform: 'Open',
      type: 'Private',
      messageId: id,
      to: { id: to },
      from: { id: integration.id },
      time: iso(time),
    },
    type: 'Text',
    text,
    ...(media.length === 0 ? {} : { content: media.map(attachmentOf) }),
    direction: 'Outbound',
  });
  const signature = createHmac('sha256', key).update(body).digest('base64');
  const answer = await call({
    url: settings.outboundNotificationWebhookUrl,
    headers: { 'Content-Type': 'application/json', 'X-Hub-Signature-256': `sha256=${signature}` },
    body,
  });
  return resultOf(
    answer,
    () => id,
    () => undefined,
  );
};
