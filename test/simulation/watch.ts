import { createOrderedStream } from '../../client/transcript/ordered-stream.ts';
import type { StreamEvent } from '../../client/transcript/stream-event.ts';
import type { MonitoringSession } from '../../src/contract/monitoring.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';

/** One session as its supervisor's screen shows it: the client's own ordered stream, driven by virtual time. */
export interface Watch {
  readonly session: MonitoringSession;
  /** What the stream delivered, in its order. */
  readonly shown: readonly TranscriptEntry[];
  /** A resume that the stream wants sent. */
  asking: { readonly afterSeq: number; readonly correlationId: string } | undefined;
  over: boolean;
  tell(event: StreamEvent): void;
  /** Fires the stream's timer where it is due. */
  tick(now: number): void;
}

export const newWatch = (session: MonitoringSession, now: () => number): Watch => {
  const { conversationId, fence } = session;
  const stream = createOrderedStream({ conversationId, afterSeq: 0, fence, tag: session.id });
  const shown: TranscriptEntry[] = [];
  let timer: { readonly timer: number; readonly due: number } | undefined;
  const watch: Watch = {
    session,
    shown,
    asking: undefined,
    over: false,
    tell(event) {
      for (const effect of stream.step(event)) {
        if (effect.do === 'deliver') shown.push(effect.entry);
        if (effect.do === 'resume') watch.asking = effect;
        if (effect.do === 'wait') timer = { timer: effect.timer, due: now() + effect.maxMs };
        if (effect.do === 'end') watch.over = true;
      }
    },
    tick(at) {
      if (timer === undefined || timer.due > at) return;
      const due = timer.timer;
      timer = undefined;
      watch.tell({ on: 'timer', timer: due });
    },
  };
  return watch;
};
