import * as z from 'zod';
import { type Content, mediaTypeOf } from './content.ts';
import { limitedTo, textLimit } from './text.ts';

/**
 * The fields of Twilio's inbound message webhook that are read
 * (https://www.twilio.com/docs/messaging/guides/webhook-request); others are signed and ignored.
 */
export const TwilioSms = z
  .looseObject({
    MessageSid: z.string().regex(/^(SM|MM)[0-9a-f]{32}$/),
    From: z.string().min(1).max(256),
    To: z.string().min(1).max(256),
    Body: limitedTo(textLimit, z.string()).default(''),
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

/** Where the customer's number is, as far as Twilio knows. */
export const twilioPlace = (sms: TwilioSms): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    (['City', 'State', 'Zip', 'Country'] as const).flatMap((part) => {
      const known = sms[`From${part}`];
      return typeof known === 'string' && known !== '' ? [[part.toLowerCase(), known]] : [];
    }),
  );

/** The stages that Twilio tells of a message it was handed (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export const TwilioStatus = z
  .looseObject({ MessageStatus: z.string().max(100), ErrorCode: z.string().max(20).optional() })
  .meta({ id: 'TwilioStatus' });
export type TwilioStatus = z.infer<typeof TwilioStatus>;

const Some = z.looseObject({});

/** Meta sends at most so many updates at once (https://developers.facebook.com/docs/graph-api/webhooks/getting-started). */
const metaUpdates = 1_000;

/**
 * What a Meta app is sent: a batch of entries, of WhatsApp (`changes`) or of Messenger and Instagram (`messaging`).
 * Only the batch's frame is checked as a whole; each thing in it is read on its own, so that one of a kind nobody
 * knows yet takes no other down.
 */
export const MetaWebhook = z
  .looseObject({
    object: z.string().max(100),
    entry: z
      .array(
        z.looseObject({
          id: z.string().max(100).optional(),
          changes: z.array(Some).max(metaUpdates).optional(),
          messaging: z.array(Some).max(metaUpdates).optional(),
        }),
      )
      .max(metaUpdates),
  })
  .meta({ id: 'MetaWebhook' });
export type MetaWebhook = z.infer<typeof MetaWebhook>;

const Media = z.looseObject({
  id: z.string().max(512).optional(),
  mime_type: z.string().max(100).optional(),
  caption: z.string().optional(),
  filename: z.string().max(256).optional(),
});
const Titled = z.looseObject({ title: z.string() });

/** One change of a WhatsApp number (https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components). */
export const WhatsAppValue = z.looseObject({
  metadata: z.looseObject({ phone_number_id: z.string() }),
  contacts: z
    .array(z.looseObject({ wa_id: z.string(), profile: z.looseObject({ name: z.string() }).optional() }))
    .optional(),
  messages: z.array(Some).optional(),
  statuses: z.array(Some).optional(),
});

/** One message of a WhatsApp customer. */
export const WhatsAppMessage = z.looseObject({
  from: z.string().min(1).max(256),
  id: z.string().min(1).max(256),
  type: z.string().max(100),
  text: z.looseObject({ body: z.string() }).optional(),
  button: z.looseObject({ text: z.string() }).optional(),
  interactive: z.looseObject({ button_reply: Titled.optional(), list_reply: Titled.optional() }).optional(),
  image: Media.optional(),
  video: Media.optional(),
  audio: Media.optional(),
  document: Media.optional(),
  sticker: Media.optional(),
});
export type WhatsAppMessage = z.infer<typeof WhatsAppMessage>;

/** What became of a message that WhatsApp was handed. */
export const WhatsAppStatus = z.looseObject({
  id: z.string(),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  biz_opaque_callback_data: z.string().optional(),
  errors: z.array(z.looseObject({ code: z.number() })).optional(),
});

/** One event of a page's conversation (https://developers.facebook.com/docs/messenger-platform/webhooks). */
export const PageEvent = z.looseObject({
  sender: z.looseObject({ id: z.string().min(1).max(256) }),
  message: z
    .looseObject({
      mid: z.string().min(1).max(256),
      is_echo: z.boolean().optional(),
      text: z.string().optional(),
      attachments: z
        .array(
          z.looseObject({
            type: z.string().max(100),
            payload: z.looseObject({ url: z.string().optional() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
  postback: z.looseObject({ mid: z.string().min(1).max(256), title: z.string() }).optional(),
  delivery: z.looseObject({ mids: z.array(z.string()).optional() }).optional(),
});
export type PageEvent = z.infer<typeof PageEvent>;

/** What Meta asks before it calls a webhook: the verify token proves whose app asks, the challenge is to be sent back. */
export const MetaHandshake = z.object({
  'hub.mode': z.string().max(100),
  'hub.verify_token': z.string().max(1000),
  'hub.challenge': z.string().max(1000).default(''),
});
