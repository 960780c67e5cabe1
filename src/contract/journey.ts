import * as z from 'zod';
import { DivisionRef, Id } from './ids.ts';
import { limits } from './limits.ts';
import { MessageType } from './words.ts';

/** The contextual panels that are worked out with each read; nobody puts one of these. */
export const journeyPanels = {
  customer: 'journey.customer',
  earlier: 'journey.earlier',
  bot: 'journey.bot',
} as const;

/** What a channel said of a customer when the conversation began, by name: an item of its own beside the messages. */
export const CustomerAttributes = z.record(
  z.string().min(1).max(limits.customerAttributeName),
  z.string().max(limits.customerAttributeValue),
);
export type CustomerAttributes = z.infer<typeof CustomerAttributes>;

/** What is known of a conversation's customer, as the channel told it when the conversation began. */
export const CustomerProfile = z
  .object({
    name: z.string(),
    /** Where the channel knows the customer by. */
    addresses: z.array(z.object({ integration: z.object({ id: Id }), address: z.string() })),
    attributes: CustomerAttributes,
  })
  .meta({ id: 'CustomerProfile' });
export type CustomerProfile = z.infer<typeof CustomerProfile>;

/** An earlier conversation of the same customer: when and where it was, and who handled it. */
export const EarlierConversation = z
  .object({
    conversationId: Id,
    startTime: z.iso.datetime(),
    endTime: z.iso.datetime().optional(),
    messageType: MessageType,
    queue: z.object({ id: Id }),
    division: DivisionRef,
    agents: z.array(z.object({ id: Id, name: z.string(), wrapupCode: z.string().optional() })),
  })
  .meta({ id: 'EarlierConversation' });
export type EarlierConversation = z.infer<typeof EarlierConversation>;

/** Which page of a journey. */
export const JourneyQuery = z.strictObject({
  pageSize: z.coerce.number().int().min(1).max(limits.journeyPage).default(limits.journeyPage),
  /** Where the page before it ended, as its `nextUri` says. */
  cursor: z
    .string()
    .regex(/^\d{1,15}\.[A-Za-z0-9._:@|+~=-]{1,100}$/, 'a cursor is read off the page before')
    .optional(),
});
export type JourneyQuery = z.infer<typeof JourneyQuery>;

/** A customer's earlier conversations, the newest first, and where older ones are read. */
export const Journey = z
  .object({ entities: z.array(EarlierConversation), nextUri: z.string().optional() })
  .meta({ id: 'Journey' });
export type Journey = z.infer<typeof Journey>;
