import * as z from 'zod';
import type { SmsSettings } from '../../contract/integration.ts';
import type { OutboundMessage, SendResult } from '../../domain/messages/delivery.ts';
import { messageId } from '../../domain/transcript/message.ts';
import type { HttpCaller } from '../http/http-caller.ts';
import { ProviderBusy, resultOf } from './provider-answer.ts';

const Accepted = z.object({ sid: z.string() });
const Refused = z.object({ code: z.number() });

/**
 * Sends an SMS (https://www.twilio.com/docs/messaging/api/message-resource). Twilio tells its fate to `statusUrl`,
 * whose path names our message.
 */
export const sendToTwilio = async (
  call: HttpCaller,
  publicUrl: string,
  settings: z.infer<typeof SmsSettings>,
  { place, integration, secret, to, text, media }: OutboundMessage,
): Promise<SendResult> => {
  if (secret.authToken === undefined) throw new ProviderBusy('no auth token is set');
  const id = messageId(place.conversationId, place.seq);
  const path = [place.tenantId, integration.id, 'messages', id].map(encodeURIComponent).join('/');
  const fields = new URLSearchParams({ To: to, From: settings.fromNumber });
  if (text !== '') fields.append('Body', text);
  // A message with media is an MMS.
  for (const { url } of media) fields.append('MediaUrl', url);
  fields.append('StatusCallback', `${publicUrl}/channels/twilio/${path}/status`);
  const answer = await call({
    url: `https://api.twilio.com/2010-04-01/Accounts/${settings.accountSid}/Messages.json`,
    headers: {
      Authorization: `Basic ${Buffer.from(`${settings.accountSid}:${secret.authToken}`).toString('base64')}`,
      'Content-Type': 'application/x-www-form-urlencoded',
    },
    body: fields.toString(),
  });
  return resultOf(
    answer,
    (body) => Accepted.safeParse(body).data?.sid,
    (body) => Refused.safeParse(body).data?.code.toString(),
  );
};
