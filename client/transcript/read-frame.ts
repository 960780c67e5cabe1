import * as z from 'zod';
import { ErrorBody } from '../../src/contract/errors.ts';
import type { ServerFrame } from '../../src/contract/frames.ts';
import { topics } from '../../src/contract/topics.ts';
import { TranscriptEntry } from '../../src/contract/transcript.ts';

const Ended = z.object({
  type: z.literal('MonitoringEnded'),
  disconnectType: z.string().optional(),
  fence: z.int().optional(),
  headSeq: z.int().optional(),
});
const Resumed = z.object({
  message: z.literal('resumed'),
  conversationId: z.string(),
  headSeq: z.int(),
  more: z.boolean(),
});
const Pong = z.object({
  message: z.literal('pong'),
  conversations: z.array(
    z.object({ conversationId: z.string(), headSeq: z.int().optional(), lost: z.boolean().optional() }),
  ),
});
const Fault = z.object({ message: z.literal('error'), error: ErrorBody });

/** What a frame means to the transcript of one conversation. */
export type TranscriptFrame =
  | { readonly kind: 'entry'; readonly entry: TranscriptEntry; readonly fence: number }
  | { readonly kind: 'ended'; readonly ended: z.output<typeof Ended> }
  | { readonly kind: 'notice'; readonly eventBody: ServerFrame['eventBody'] }
  | {
      readonly kind: 'resumed';
      readonly correlationId: string | undefined;
      readonly headSeq: number;
      readonly more: boolean;
    }
  | { readonly kind: 'head'; readonly headSeq: number }
  | { readonly kind: 'lost' }
  | { readonly kind: 'fault'; readonly correlationId: string | undefined; readonly code: ErrorBody['code'] };

const onTopic = ({ eventBody, metadata }: ServerFrame): TranscriptFrame => {
  const entry = TranscriptEntry.safeParse(eventBody);
  if (entry.success) return { kind: 'entry', entry: entry.data, fence: metadata.fence ?? 0 };
  const ended = Ended.safeParse(eventBody);
  return ended.success ? { kind: 'ended', ended: ended.data } : { kind: 'notice', eventBody };
};

const onChannel = (
  { eventBody, metadata }: ServerFrame,
  conversationId: string,
): TranscriptFrame | undefined => {
  const { correlationId } = metadata;
  if (eventBody.message === 'resumed') {
    const body = Resumed.safeParse(eventBody).data;
    return body?.conversationId === conversationId
      ? { kind: 'resumed', correlationId, headSeq: body.headSeq, more: body.more }
      : undefined;
  }
  if (eventBody.message === 'pong') {
    const mine = Pong.safeParse(eventBody).data?.conversations.find(
      (c) => c.conversationId === conversationId,
    );
    if (mine?.lost === true) return { kind: 'lost' };
    return mine?.headSeq === undefined ? undefined : { kind: 'head', headSeq: mine.headSeq };
  }
  const fault = Fault.safeParse(eventBody).data;
  return fault === undefined ? undefined : { kind: 'fault', correlationId, code: fault.error.code };
};

/** Reads a frame for one conversation's transcript; undefined where it does not concern it. */
export const readFrame = (frame: ServerFrame, conversationId: string): TranscriptFrame | undefined => {
  if (frame.topicName === topics.transcript(conversationId)) return onTopic(frame);
  return frame.topicName === topics.metadata ? onChannel(frame, conversationId) : undefined;
};
