import type { ServerFrame } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import { getTranscript } from '../../src/contract/routes/monitoring.ts';
import { topics } from '../../src/contract/topics.ts';
import type { NewestMessages, TranscriptEntry } from '../../src/contract/transcript.ts';
import type { ClientChannel } from '../channel/open-channel.ts';
import { pause } from '../pause.ts';
import type { Call } from '../rest/call.ts';
import { ProblemError } from '../rest/problem-error.ts';
import { retrying } from '../rest/retrying.ts';
import type { Runtime } from '../runtime.ts';
import { createOrderedStream } from './ordered-stream.ts';
import type { StreamEffect, StreamEnd, StreamEvent } from './stream-event.ts';

/** What a follower wants to know. Callbacks are called one after the other, in the transcript's order. */
export interface FollowOptions {
  /** The last seq that is known already; 0, and the transcript comes from its beginning. */
  readonly afterSeq?: number;
  /**
   * The newest messages, as the claim answered them: they are handed on at once, and followed from there. What was said
   * before them goes to `onEarlier`; `afterSeq` counts for nothing then.
   */
  readonly newest?: NewestMessages;
  /** What was said before `newest`, page by page, the later page first, each in order. */
  readonly onEarlier?: (entries: readonly TranscriptEntry[]) => void;
  /** The session's fence, as the claim answered it: the end of an earlier session then ends nothing. */
  readonly fence?: number;
  /**
   * Each entry once, in order, with its text. A `Lost` entry explains a gap; where its sender fills it after all, the
   * entry comes once more, with its text, after later ones; so does one of which a file was on its way, once that is
   * there or cannot be had.
   */
  readonly onEntry: (entry: TranscriptEntry) => void;
  /** The backfill is complete; what comes now is live. */
  readonly onCaughtUp?: () => void;
  /** Anything else on the topic. */
  readonly onNotice?: (eventBody: Readonly<Record<string, unknown>>) => void;
  /** Said once, last. */
  readonly onEnd: (end: StreamEnd) => void;
}

/** A transcript that is being followed. */
export interface Following {
  /** The last seq handed on: where to resume from. */
  readonly lastSeq: number;
  /** Stops listening; `onEnd` is not called. */
  stop(): void;
}

interface Deps {
  readonly channel: ClientChannel;
  readonly call: Call;
  readonly runtime: Runtime;
  /** Unique among the followers of the channel. */
  readonly tag: string;
  /** Called when nothing is followed any more, by a call of `stop` or by the session's end. */
  readonly onOver?: () => void;
}

/** Attempts at reading a text that did not fit its frame. */
const textAttempts = 6;
/** Attempts at reading a page of what was said before. */
const pageAttempts = 6;
/** ms before it is asked again for a place that is in flight. */
const inFlightMs = 1_000;

/**
 * Follows a monitored conversation's transcript: subscribes, fills up from `afterSeq`, then stays live across
 * reconnections. The caller must hold the monitoring session.
 */
export const followTranscript = (deps: Deps, conversationId: string, options: FollowOptions): Following => {
  const { channel, call, runtime, tag } = deps;
  const { fence, onEarlier } = options;
  const topic = topics.transcript(conversationId);
  const newest = options.newest?.entities ?? [];
  const afterSeq = newest[0] === undefined ? (options.afterSeq ?? 0) : newest[0].seq - 1;
  const stream = createOrderedStream({
    conversationId,
    afterSeq,
    tag,
    ...(fence === undefined ? {} : { fence }),
  });
  const stopping = new AbortController();
  const { signal } = stopping;
  let handedOn = afterSeq;
  let handing = Promise.resolve();
  let cancelWait = () => {};

  const whole = async (entry: TranscriptEntry): Promise<TranscriptEntry> => {
    if (entry.textUri === undefined || entry.text !== undefined) return entry;
    const page = await retrying(runtime, { attempts: textAttempts, signal }, () =>
      call(getTranscript, {
        params: { conversationId },
        query: { afterSeq: entry.seq - 1, limit: 1 },
        signal,
      }),
    );
    return page.entities.find(({ seq }) => seq === entry.seq) ?? entry;
  };

  const stop = (): void => {
    stopping.abort();
    cancelWait();
    leave();
    deps.onOver?.();
  };

  const inTurn = (act: () => void | Promise<void>): void => {
    handing = handing.then(async () => {
      if (!signal.aborted) await act();
    });
  };

  const finish = (end: StreamEnd): void => {
    stop();
    options.onEnd(end);
  };

  const failed = (error: unknown): void => {
    const reason = error instanceof ProblemError ? error.code : 'service.unavailable';
    if (!signal.aborted) finish({ reason, lastSeq: handedOn, missing: stream.lastSeq - handedOn });
  };

  const textOf = async (entry: TranscriptEntry): Promise<TranscriptEntry | undefined> => {
    try {
      return await whole(entry);
    } catch (error) {
      failed(error);
      return undefined;
    }
  };

  /** The entries after one seq up to another, all of which exist: a place in flight is told or lost within half a minute. */
  const between = async (after: number, upTo: number): Promise<readonly TranscriptEntry[]> => {
    const entries: TranscriptEntry[] = [];
    for (let last = after; last < upTo && !signal.aborted; ) {
      const query = { afterSeq: last, limit: upTo - last };
      const page = await retrying(runtime, { attempts: pageAttempts, signal }, () =>
        call(getTranscript, { params: { conversationId }, query, signal }),
      );
      entries.push(...page.entities);
      if (page.entities.length === 0) await pause(runtime, inFlightMs, signal);
      last = page.entities.at(-1)?.seq ?? last;
    }
    return entries;
  };

  const readEarlier = async (tell: NonNullable<FollowOptions['onEarlier']>): Promise<void> => {
    try {
      for (let upTo = afterSeq; upTo > 0 && !signal.aborted; ) {
        const from = Math.max(0, upTo - limits.transcriptPage);
        const entries = await between(from, upTo);
        inTurn(() => tell(entries));
        upTo = from;
      }
    } catch (error) {
      failed(error);
    }
  };

  const handOn = async (entry: TranscriptEntry): Promise<void> => {
    const complete = await textOf(entry);
    if (complete === undefined || signal.aborted) return;
    handedOn = Math.max(handedOn, entry.seq);
    options.onEntry(complete);
  };

  const act = (effect: StreamEffect): void => {
    if (effect.do === 'deliver') inTurn(() => handOn(effect.entry));
    else if (effect.do === 'caughtUp') inTurn(() => options.onCaughtUp?.());
    else if (effect.do === 'notice') inTurn(() => options.onNotice?.(effect.eventBody));
    else if (effect.do === 'end') inTurn(() => finish(effect.end));
    else if (effect.do === 'resume')
      channel.send({
        message: 'resume',
        conversationId,
        afterSeq: effect.afterSeq,
        correlationId: effect.correlationId,
      });
    else if (effect.do === 'rest') cancelWait();
    else {
      cancelWait();
      const ms = effect.minMs + runtime.random() * (effect.maxMs - effect.minMs);
      cancelWait = runtime.later(ms, () => tell({ on: 'timer', timer: effect.timer }));
    }
  };

  const tell = (event: StreamEvent): void => {
    if (signal.aborted) return;
    for (const effect of stream.step(event)) act(effect);
  };

  /** Only of what is new and pushed: what a resume answers is as old as the reader was away. */
  const noteAge = ({ topicName, eventBody }: ServerFrame): void => {
    if (topicName !== topic || !stream.isLive) return;
    const { type, seq, time } = eventBody;
    if (type === 'Text' && Number(seq) > stream.lastSeq && typeof time === 'string') channel.noteAge(time);
  };

  const leave = channel.listen(topic, {
    permitted: () => tell({ on: 'subscribed' }),
    rejected: (reason) => tell({ on: 'refused', reason }),
    frame: (frame) => {
      noteAge(frame);
      tell({ on: 'frame', frame });
    },
    down: () => tell({ on: 'down' }),
  });

  for (const entry of newest)
    tell({
      on: 'frame',
      frame: {
        topicName: topic,
        version: '2',
        eventBody: entry,
        metadata: fence === undefined ? {} : { fence },
      },
    });
  if (afterSeq > 0 && newest.length > 0 && onEarlier !== undefined) void readEarlier(onEarlier);

  return {
    get lastSeq() {
      return handedOn;
    },
    stop,
  };
};
