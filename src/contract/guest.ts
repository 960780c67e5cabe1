import * as z from 'zod';
import { Content } from './content.ts';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { MediaIds } from './media.ts';
import { limitedTo, Name, saysSomething, textLimit } from './text.ts';

/** How a guest wants to be called. */
export const GuestSessionInput = z
  .strictObject({ nickname: Name.optional() })
  .meta({ id: 'GuestSessionInput' });

/** A guest's way in: the token is told once, and opens this guest's own conversation and nothing else. */
export const GuestSession = z
  .object({ id: Id, token: z.string(), expires: z.iso.datetime(), topic: z.string() })
  .meta({ id: 'GuestSession' });
export type GuestSession = z.infer<typeof GuestSession>;

/** What a guest writes, files that were uploaded for it, or both; `clientMessageId` makes a retry recognisable. */
export const GuestMessageInput = z
  .strictObject({
    text: limitedTo(textLimit, z.string()).default(''),
    mediaIds: MediaIds.optional(),
    clientMessageId: z.string().min(1).max(256).optional(),
  })
  .refine(({ text, mediaIds }) => text !== '' || mediaIds !== undefined, saysSomething('text'))
  .meta({ id: 'GuestMessageInput' });
export type GuestMessageInput = z.infer<typeof GuestMessageInput>;

/** A message as the guest sees it; `Lost` explains a place that holds none. */
export const GuestMessage = z
  .object({
    id: Id,
    conversationId: Id,
    seq: z.int().positive(),
    time: z.iso.datetime(),
    type: z.enum(['Text', 'Lost']),
    direction: z.enum(['Inbound', 'Outbound']).optional(),
    name: z.string().optional(),
    text: z.string().optional(),
    textUri: z.string().optional(),
    content: z.array(Content).optional(),
  })
  .meta({ id: 'GuestMessage' });
export type GuestMessage = z.infer<typeof GuestMessage>;

/** That somebody types to the guest, as it is pushed; nobody reads it later. */
export const GuestTyping = z
  .object({ type: z.literal('Typing'), conversationId: Id })
  .meta({ id: 'GuestTyping' });
export type GuestTyping = z.infer<typeof GuestTyping>;

/** Where to read on. */
export const GuestQuery = z.strictObject({
  afterSeq: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(limits.transcriptPage).default(limits.transcriptPage),
});

/** A guest's newest conversation; without one there is nothing yet. A new conversation counts from 1 again. */
export const GuestMessages = z
  .object({
    conversationId: Id.optional(),
    state: z.enum(['connected', 'disconnected']),
    entities: z.array(GuestMessage),
    headSeq: z.int().min(0),
  })
  .meta({ id: 'GuestMessages' });
export type GuestMessages = z.infer<typeof GuestMessages>;
