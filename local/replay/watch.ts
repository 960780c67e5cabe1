import { pause } from '../../client/pause.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { StreamEnd } from '../../client/transcript/stream-event.ts';
import { limits } from '../../src/contract/limits.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { Desk } from './desk.ts';
import type { Place } from './play-conversation.ts';

/** A conversation under a monitor's eyes. */
export interface Watch {
  readonly received: readonly TranscriptEntry[];
  /** How it ended, once it has. */
  readonly end: StreamEnd | undefined;
  /** Waits until this seq is received, monitoring is over, or no repair can bring it any more. */
  reached(seq: number): Promise<void>;
  /** Waits for the end of monitoring; undefined where it does not come in time. */
  ended(): Promise<StreamEnd | undefined>;
}

/** ms after which a message that exists must have arrived: a lost one is known by then, and repaired. */
const patienceMs = limits.gapMs + limits.heartbeatMs + 10_000;

/** Claims a conversation and follows its transcript from the beginning. */
export const startWatch = async (desk: Desk, place: Place, signal: AbortSignal): Promise<Watch> => {
  const { fence } = await desk.claim(place);
  const received: TranscriptEntry[] = [];
  let end: StreamEnd | undefined;
  let changed = () => {};
  const following = desk.channel.followTranscript(place.conversationId, {
    fence,
    onEntry: (entry) => {
      // One of which a file was on its way comes once more, in its place.
      const known = received.findIndex(({ seq }) => seq === entry.seq);
      if (known < 0) received.push(entry);
      else received[known] = entry;
      changed();
    },
    onEnd: (how) => {
      end = how;
      changed();
    },
  });

  const until = async (condition: () => boolean): Promise<void> => {
    const late = new AbortController();
    const over = pause(systemRuntime, patienceMs, AbortSignal.any([late.signal, signal])).then(() => false);
    while (!condition()) {
      const news = new Promise<boolean>((resolve) => {
        changed = () => resolve(true);
      });
      if (!(await Promise.race([news, over]))) break;
    }
    late.abort();
  };

  return {
    received,
    get end() {
      return end;
    },
    reached: (seq) => until(() => following.lastSeq >= seq || end !== undefined),
    ended: async () => {
      await until(() => end !== undefined);
      following.stop();
      return end;
    },
  };
};
