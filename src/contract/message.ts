import * as z from 'zod';
import { NormalizedContent, SentContent } from './content.ts';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { MediaIds } from './media.ts';
import { limitedTo, saysSomething, textLimit } from './text.ts';

/** What an agent sends (SDK AdditionalMessage); `clientMessageId` (ours) makes a retry recognisable. */
export const AgentMessageInput = z
  .strictObject({
    textBody: limitedTo(textLimit, z.string()),
    /** Beside the text (ours); only where the customer is reached without a provider, which takes text alone. */
    content: SentContent.optional(),
    /** Files that were uploaded for it; the text may then be empty. */
    mediaIds: MediaIds.optional(),
    clientMessageId: z.string().min(1).max(256).optional(),
  })
  .refine(({ textBody, mediaIds }) => textBody !== '' || mediaIds !== undefined, saysSomething('textBody'))
  .meta({ id: 'AgentMessageInput' });
export type AgentMessageInput = z.infer<typeof AgentMessageInput>;

/** A stored message (SDK MessageData); `seq` (ours) is its place in the conversation. */
export const MessageData = z
  .object({
    id: Id,
    conversationId: Id,
    timestamp: z.iso.datetime(),
    direction: z.enum(['inbound', 'outbound']),
    textBody: z.string(),
    /** The same in the SDK's place for it, with what came beside the text. */
    normalizedMessage: z.object({
      id: Id,
      type: z.enum(['Text', 'Structured']),
      text: z.string(),
      content: z.array(NormalizedContent).optional(),
    }),
    /** How far it is known to have come: beyond `sent` only where a provider delivers it and tells. */
    status: z.enum(['queued', 'sent', 'delivered', 'read', 'failed']),
    seq: z.int().positive(),
  })
  .meta({ id: 'MessageData' });
export type MessageData = z.infer<typeof MessageData>;

/** Messages by their ids (SDK: an array of them). */
export const MessageIds = z.array(Id).min(1).max(limits.messagesById).meta({ id: 'MessageIds' });

/** Those of them that there are, in the order asked for (SDK TextMessageListing). */
export const MessageListing = z.object({ entities: z.array(MessageData) }).meta({ id: 'TextMessageListing' });

/** That someone types (SDK MessageTypingEventRequest). */
export const TypingInput = z
  .strictObject({
    typing: z.strictObject({ type: z.literal('On'), duration: z.int().min(0).max(60_000).optional() }),
  })
  .meta({ id: 'TypingInput' });

/** What waits in a queue of messages: where the message stands, and nothing of what it says. */
export const DeliveryJob = z.strictObject({
  tenantId: Id,
  conversationId: Id,
  seq: z.int().positive(),
});
