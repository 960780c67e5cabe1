import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';

const correlationId = z.string().max(100).optional();
const topicNames = z.array(z.string().min(1).max(256)).min(1).max(limits.topicsPerFrame);

/** Keeps the socket's monitoring sessions alive; answered by a pong that names each one's newest seq. */
export const PingFrame = z
  .strictObject({ message: z.literal('ping'), correlationId })
  .meta({ id: 'PingFrame' });

/** Asks for topics; answered on channel.metadata, each topic Permitted or Rejected. */
export const SubscribeFrame = z
  .strictObject({ message: z.literal('subscribe'), topics: topicNames, correlationId })
  .meta({ id: 'SubscribeFrame' });

/** Gives topics up. */
export const UnsubscribeFrame = z
  .strictObject({ message: z.literal('unsubscribe'), topics: topicNames, correlationId })
  .meta({ id: 'UnsubscribeFrame' });

/** Asks for what came after a place in a monitored transcript. */
export const ResumeFrame = z
  .strictObject({
    message: z.literal('resume'),
    conversationId: Id,
    afterSeq: z.int().min(0),
    correlationId,
  })
  .meta({ id: 'ResumeFrame' });

/** Every frame a client may send, by the word in `message`. */
export const clientFrames = {
  ping: PingFrame,
  subscribe: SubscribeFrame,
  unsubscribe: UnsubscribeFrame,
  resume: ResumeFrame,
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
