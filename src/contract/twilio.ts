import * as z from 'zod';
import { type Content, mediaTypeOf } from './content.ts';

/**
 * The fields of Twilio's inbound message webhook that are read
 * (https://www.twilio.com/docs/messaging/guides/webhook-request); others are signed and ignored.
 */
export const TwilioSms = z
  .looseObject({
    MessageSid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
    From: z.string().min(1).max(256),
    To: z.string().min(1).max(256),
    Body: z.string().default(''),
    /** Twilio sends at most ten media of one message. */
    NumMedia: z.coerce.number().int().min(0).max(10).default(0),
  })
  .meta({ id: 'TwilioSms' });
export type TwilioSms = z.infer<typeof TwilioSms>;

/** The media of a message: Twilio numbers their fields from 0. */
export const twilioMedia = (sms: TwilioSms): Content[] =>
  Array.from({ length: sms.NumMedia }, (_, i): Content => {
    const url = z.url().max(2_048).safeParse(sms[`MediaUrl${i}`]);
    const mime = z.string().max(100).catch('').parse(sms[`MediaContentType${i}`]);
    return {
      contentType: 'Attachment',
      attachment: {
        mediaType: mediaTypeOf(mime),
        ...(url.success ? { url: url.data } : {}),
        ...(mime === '' ? {} : { mime }),
      },
    };
  });

/** The stages that Twilio tells of a message it was handed (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export const TwilioStatus = z
  .looseObject({ MessageStatus: z.string(), ErrorCode: z.string().max(20).optional() })
  .meta({ id: 'TwilioStatus' });
export type TwilioStatus = z.infer<typeof TwilioStatus>;
