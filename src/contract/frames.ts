import * as z from 'zod';
import { SentContent } from './content.ts';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { MediaIds } from './media.ts';
import { limitedTo, saysSomething, textLimit } from './text.ts';

const correlationId = z.string().max(100).optional();
const topicNames = z.array(z.string().min(1).max(256)).min(1).max(limits.topicsPerFrame);

/** A message that its agent sent quietly and asks for. */
const Asked = z.strictObject({
  conversationId: Id,
  communicationId: Id,
  clientMessageId: z.string().min(1).max(256),
});
export type Asked = z.infer<typeof Asked>;

/**
 * Keeps the socket's monitoring sessions alive; answered by a pong that names each one's newest seq, and those of the
 * messages asked for that are stored. `ageMs` is the largest age that a live message had when it came to the monitor
 * since the last ping; it is counted, and answered by nothing.
 */
export const PingFrame = z
  .strictObject({
    message: z.literal('ping'),
    sent: z.array(Asked).max(limits.askedPerPing).optional(),
    ageMs: z.int().min(0).max(limits.reportedAgeMs).optional(),
    correlationId,
  })
  .meta({ id: 'PingFrame' });

/** Asks for topics; answered on channel.metadata, each topic Permitted or Rejected. */
export const SubscribeFrame = z
  .strictObject({ message: z.literal('subscribe'), topics: topicNames, correlationId })
  .meta({ id: 'SubscribeFrame' });

/** Gives topics up. */
export const UnsubscribeFrame = z
  .strictObject({ message: z.literal('unsubscribe'), topics: topicNames, correlationId })
  .meta({ id: 'UnsubscribeFrame' });

/** Asks for what came after a place in the transcript of a conversation that the caller monitors or takes part in. */
export const ResumeFrame = z
  .strictObject({
    message: z.literal('resume'),
    conversationId: Id,
    afterSeq: z.int().min(0),
    correlationId,
  })
  .meta({ id: 'ResumeFrame' });

const part = { conversationId: Id.optional(), communicationId: Id.optional() };

/**
 * Says something as an agent of the part that is named, or as the guest whose socket it is, who names none; answered by
 * `sent` with what the route would answer. Quietly, an agent is answered a refusal alone, and asks with the next ping
 * whether it is stored. A text that does not fit into a frame goes by the route.
 */
export const SendFrame = z
  .strictObject({
    message: z.literal('send'),
    ...part,
    textBody: limitedTo(textLimit, z.string()),
    content: SentContent.optional(),
    mediaIds: MediaIds.optional(),
    clientMessageId: z.string().min(1).max(256).optional(),
    quiet: z.literal(true).optional(),
    correlationId,
  })
  .refine(({ textBody, mediaIds }) => textBody !== '' || mediaIds !== undefined, saysSomething('textBody'))
  .refine(({ quiet, clientMessageId }) => quiet !== true || clientMessageId !== undefined, {
    path: ['clientMessageId'],
    message: 'what is sent quietly is asked for by it',
  })
  .meta({ id: 'SendFrame' });
export type SendFrame = z.infer<typeof SendFrame>;

/** Says that an agent of the part that is named, or the guest, types. Only what is refused is answered. */
export const TypingFrame = z
  .strictObject({ message: z.literal('typing'), ...part, correlationId })
  .meta({ id: 'TypingFrame' });
export type TypingFrame = z.infer<typeof TypingFrame>;

/** Every frame a client may send, by the word in `message`. */
export const clientFrames = {
  ping: PingFrame,
  subscribe: SubscribeFrame,
  unsubscribe: UnsubscribeFrame,
  resume: ResumeFrame,
  send: SendFrame,
  typing: TypingFrame,
} as const;

/** What every frame from the server looks like. */
export const ServerFrame = z
  .object({
    topicName: z.string(),
    version: z.literal('2'),
    eventBody: z.record(z.string(), z.unknown()),
    metadata: z.object({ correlationId: z.string().optional(), fence: z.int().optional() }),
  })
  .meta({ id: 'ServerFrame' });
export type ServerFrame = z.infer<typeof ServerFrame>;

/** What a frame of no known route is checked against: it has no word, or a word that is not in `clientFrames`. */
export const UnknownFrame = z.object({
  message: z.enum(Object.keys(clientFrames) as [keyof typeof clientFrames, ...(keyof typeof clientFrames)[]]),
});
