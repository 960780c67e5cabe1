import * as z from 'zod';
import { Content, SentContent } from './content.ts';
import { ErrorBody } from './errors.ts';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { bytesOfJson, limitedTo, textLimit } from './text.ts';

/** A provider's message id or a customer's address: any text without control characters. */
const Foreign = z
  .string()
  .min(1)
  .max(256)
  .regex(/^\P{Cc}+$/u, 'no control characters');

/** The customer as the provider names them (SDK OpenMessagingFromRecipient). */
const From = z.strictObject({
  id: Foreign,
  idType: z.enum(['Email', 'Phone', 'Opaque']).optional(),
  firstName: z.string().max(100).optional(),
  lastName: z.string().max(100).optional(),
  nickname: z.string().max(100).optional(),
});

/**
 * What a connector says beside a message. Of the first message of a conversation `channel.metadata.customAttributes` is kept,
 * as what is known of the customer; the rest is read and not kept.
 */
const metadataOf = <V extends z.ZodType>(value: V) => {
  const says = `${limits.metadataNames} names, ${limits.metadataBytes} bytes of JSON`;
  const fits = (given: object): boolean =>
    Object.keys(given).length <= limits.metadataNames && bytesOfJson(given) <= limits.metadataBytes;
  return limitedTo(says, z.record(z.string().max(100), value).refine(fits, `at most ${says}`));
};

/** The channel part of an inbound open message (SDK OpenMessagingChannel). */
const Channel = z.strictObject({
  platform: z.string().max(100).optional(),
  type: z.string().max(100).optional(),
  /** The provider's id of this message: a repeat is recognised by it. */
  messageId: Foreign,
  to: z.looseObject({ id: z.string().max(256) }).optional(),
  from: From,
  time: z.iso.datetime({ offset: true }).max(64).optional(),
  metadata: metadataOf(limitedTo('the bytes of all metadata', z.unknown())).optional(),
});

/** An inbound open message (SDK OpenInboundNormalizedMessage): text, content, or both. */
export const InboundOpenMessage = z
  .strictObject({
    id: z.string().max(256).optional(),
    channel: Channel,
    type: z.enum(['Text', 'Structured']).optional(),
    text: limitedTo(textLimit, z.string()).default(''),
    content: SentContent.optional(),
    direction: z.literal('Inbound').optional(),
    metadata: metadataOf(z.string().max(2_000)).optional(),
  })
  .refine((message) => message.text !== '' || message.content !== undefined, {
    path: ['text'],
    message: 'a message has text or content',
  })
  .meta({ id: 'InboundOpenMessage' });
export type InboundOpenMessage = z.infer<typeof InboundOpenMessage>;

/** The answer: the SDK's OpenMessageNormalizedMessage; `conversationId` and `seq` say where the message is. */
export const NormalizedMessage = z
  .object({
    id: z.string(),
    /** What the sender left out is told as it was taken: to this integration, from an opaque address, now. */
    channel: z.looseObject({
      messageId: z.string(),
      to: z.looseObject({ id: z.string() }),
      from: z.looseObject({ id: z.string(), idType: z.string() }),
      time: z.iso.datetime({ offset: true }),
    }),
    type: z.literal('Text'),
    text: z.string(),
    content: z.array(Content).optional(),
    direction: z.literal('Inbound'),
    conversationId: Id,
    seq: z.int().positive(),
  })
  .meta({ id: 'NormalizedMessage' });
export type NormalizedMessage = z.infer<typeof NormalizedMessage>;

/** That the customer types (SDK OpenInboundNormalizedEvent); other events have no meaning here and are refused. */
export const InboundOpenEvent = z
  .strictObject({
    id: z.string().max(256).optional(),
    channel: Channel.extend({ messageId: Foreign.optional() }),
    type: z.literal('Event').optional(),
    events: z
      .array(
        z.strictObject({
          eventType: z.literal('Typing'),
          typing: z.strictObject({
            type: z.literal('On'),
            duration: z.int().min(0).max(60_000).optional(),
          }),
        }),
      )
      .min(1)
      .max(5),
    direction: z.literal('Inbound').optional(),
  })
  .meta({ id: 'InboundOpenEvent' });
export type InboundOpenEvent = z.infer<typeof InboundOpenEvent>;

/** Inbound open messages of one integration, at most `limits.bulkMessages`; each is checked and answered on its own. */
export const BulkInbound = z
  .strictObject({
    messages: z
      .array(
        z.unknown().meta({ description: 'an InboundOpenMessage', 'x-limit': 'as an InboundOpenMessage' }),
      )
      .min(1)
      .max(limits.bulkMessages),
  })
  .meta({ id: 'BulkInbound' });

/** What became of each message, in the order given: the status and the body that it would have had alone. */
export const BulkOutcome = z
  .object({
    entities: z.array(
      z.union([
        z.object({ status: z.literal(200), body: NormalizedMessage }),
        z.object({ status: z.int().min(400), body: ErrorBody }),
      ]),
    ),
  })
  .meta({ id: 'BulkOutcome' });
