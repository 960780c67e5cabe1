import * as z from 'zod';

/** The stages that Twilio tells of a message it was handed (https://www.twilio.com/docs/messaging/guides/track-outbound-message-status). */
export const TwilioStatus = z
  .looseObject({ MessageStatus: z.string(), ErrorCode: z.string().max(20).optional() })
  .meta({ id: 'TwilioStatus' });
export type TwilioStatus = z.infer<typeof TwilioStatus>;
