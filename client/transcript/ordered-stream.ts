import { limits } from '../../src/contract/limits.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { readFrame, type TranscriptFrame } from './read-frame.ts';
import type { StreamEffect, StreamEvent } from './stream-event.ts';

/** Which transcript, from where. */
export interface OrderedStreamOptions {
  readonly conversationId: string;
  /** The last seq that is known already; 0 for all. */
  readonly afterSeq: number;
  /** The session's fence: the end of an earlier session does not end this stream. */
  readonly fence?: number;
  /** At most 80 characters, unique among the streams of a channel: its resumes are known by it. */
  readonly tag: string;
}

/** A transcript put in order: give it events, do what it answers. */
export interface OrderedStream {
  step(event: StreamEvent): readonly StreamEffect[];
  /** The last seq delivered. */
  readonly lastSeq: number;
  /** Whether what comes now is pushed as it is said, and not the answer to a resume. */
  readonly isLive: boolean;
}

/** Entries kept that came too early; beyond this they are dropped and asked for again. */
const maxHeld = 1000;
/** ms before the first repair of a gap: most gaps are two senders' pushes that crossed. */
const firstPauseMs = 300;
/** ms between repairs at most; a seq in flight counts as lost after 30 s. */
const longestPauseMs = 5000;
/** ms after which a resume without an answer is asked again; an API Gateway integration gives up after 29 s. */
const answerMs = 10_000;
/** ms that known late messages are waited for once monitoring has ended. */
const closingMs = 1000;

/** How far behind the newest an open place is asked for: a lost one is filled as long as its sender's retry is recognised. */
const fillable = limits.recentMessages;

/** How much of a place may still come: all of a lost one, which its sender may fill; files that are on their way. */
const outstanding = ({ type, content = [] }: TranscriptEntry): number =>
  type === 'Lost'
    ? Number.POSITIVE_INFINITY
    : content.filter((part) => part.contentType === 'Attachment' && part.attachment.status === 'pending')
        .length;

/** Errors that asking again cannot mend. */
const final = ['not.found', 'monitor.lease.lost', 'missing.permissions', 'authentication.required'];

/**
 * The transcript of one conversation as a state machine without clock, socket or randomness. All that is pushed
 * twice, late, early or never, each seq is delivered once and in order. A place delivered as lost, which its sender
 * fills after all, is delivered once more, with its text; a message delivered while a file of it was on its way, once
 * more with what became of it.
 *
 *            subscribed            resumed, all there
 *      down ───────────▶ asking ──────────────────────▶ settled
 *       ▲                 ▲  │ ▲                           │ a push or a pong shows that something is missing
 *       │ socket gone     │  │ └─ resumed, more ─┐         ▼
 *    (any)                │  └──────────────────▶┴──── pausing
 *                         └──── pause over, still missing ─┘
 *
 *      (any) ── MonitoringEnded ──▶ closing (only while something is missing) ──▶ ended
 *      (any) ── lost, refused ──▶ ended
 */
export const createOrderedStream = (options: OrderedStreamOptions): OrderedStream => {
  let phase: 'down' | 'asking' | 'pausing' | 'settled' | 'closing' | 'ended' = 'down';
  let last = options.afterSeq;
  let head = options.afterSeq;
  let fence = options.fence ?? 0;
  let timer = 0;
  let asks = 0;
  let askedAfter = 0;
  let pauses = 0;
  let confirmed = false;
  let caughtUp = false;
  let disconnectType: string | undefined;
  const held = new Map<number, TranscriptEntry>();
  /** Places delivered of which something may still come, and how much. */
  const open = new Map<number, number>();
  let out: StreamEffect[] = [];

  const wait = (minMs: number, maxMs: number): void => {
    timer += 1;
    out.push({ do: 'wait', timer, minMs, maxMs });
  };
  const rest = (): void => {
    timer += 1;
    out.push({ do: 'rest' });
  };
  const correlation = (): string => `${options.tag}.${asks}`;

  const end = (reason: string): void => {
    phase = 'ended';
    held.clear();
    const how = disconnectType === undefined ? {} : { disconnectType };
    out.push({ do: 'end', end: { reason, ...how, lastSeq: last, missing: head - last } });
  };

  const ask = (): void => {
    phase = 'asking';
    asks += 1;
    askedAfter = last;
    const afterSeq = Math.min(last, ...[...open.keys()].map((seq) => seq - 1));
    out.push({ do: 'resume', afterSeq, correlationId: correlation() });
    wait(answerMs, answerMs);
  };

  const pause = (): void => {
    phase = 'pausing';
    const longest = Math.min(firstPauseMs * 2 ** pauses, longestPauseMs);
    pauses = Math.min(pauses + 1, 10);
    wait(longest / 2, longest);
  };

  const settle = (): void => {
    phase = 'settled';
    rest();
    if (caughtUp) return;
    caughtUp = true;
    out.push({ do: 'caughtUp' });
  };

  const noticeHead = (seq: number): void => {
    head = Math.max(head, seq);
    if (phase === 'settled' && last < head) pause();
  };

  /** A pong: time to look again at open places, of which a push may have told that never came. */
  const lookAgain = (seq: number): void => {
    noticeHead(seq);
    if (phase === 'settled' && open.size > 0) ask();
  };

  const keepOpen = (entry: TranscriptEntry): void => {
    if (outstanding(entry) > 0) open.set(entry.seq, outstanding(entry));
    else open.delete(entry.seq);
  };

  const receive = (entry: TranscriptEntry): void => {
    if (entry.seq <= last) {
      if (outstanding(entry) < (open.get(entry.seq) ?? 0)) {
        keepOpen(entry);
        out.push({ do: 'deliver', entry });
      }
      return;
    }
    const known = held.get(entry.seq);
    const isNews = known === undefined || outstanding(entry) < outstanding(known);
    if (isNews && (entry.seq === last + 1 || held.size < maxHeld)) held.set(entry.seq, entry);
    for (let next = held.get(last + 1); next !== undefined; next = held.get(last + 1)) {
      held.delete(next.seq);
      last = next.seq;
      keepOpen(next);
      pauses = 0;
      out.push({ do: 'deliver', entry: next });
    }
    noticeHead(entry.seq);
    if (phase === 'closing' && last >= head) end('monitoring.ended');
  };

  const monitoringEnded = (ended: Extract<TranscriptFrame, { kind: 'ended' }>['ended']): void => {
    if (ended.fence !== undefined && ended.fence < fence) return;
    disconnectType = ended.disconnectType;
    head = Math.max(head, ended.headSeq ?? 0);
    if (last >= head) end('monitoring.ended');
    else {
      phase = 'closing';
      wait(closingMs, closingMs);
    }
  };

  const resumed = (frame: Extract<TranscriptFrame, { kind: 'resumed' }>): void => {
    head = Math.max(head, frame.headSeq);
    if (phase !== 'asking' || frame.correlationId !== correlation()) {
      noticeHead(head);
      return;
    }
    confirmed = true;
    for (const place of open.keys()) if (place <= head - fillable) open.delete(place);
    if (last >= head) settle();
    else if (frame.more && last > askedAfter) ask();
    else pause();
  };

  const fault = (frame: Extract<TranscriptFrame, { kind: 'fault' }>): void => {
    if (phase !== 'asking' || frame.correlationId !== correlation()) return;
    const badCursor = frame.code === 'transcript.cursor.unknown' && last === options.afterSeq;
    if (badCursor || final.includes(frame.code)) end(frame.code);
    else pause();
  };

  const read = (frame: TranscriptFrame): void => {
    if (frame.kind === 'entry') {
      fence = Math.max(fence, frame.fence);
      receive(frame.entry);
    } else if (frame.kind === 'notice') {
      // Typing of before a message that was shown since is late.
      if (Number(frame.eventBody.afterSeq ?? last) >= last)
        out.push({ do: 'notice', eventBody: frame.eventBody });
    } else if (frame.kind === 'ended') monitoringEnded(frame.ended);
    else if (frame.kind === 'resumed') resumed(frame);
    else if (frame.kind === 'head') lookAgain(frame.headSeq);
    else if (frame.kind === 'fault') fault(frame);
    else if (phase !== 'closing') end('monitor.lease.lost');
  };

  const timeOver = (): void => {
    if (phase === 'closing') end('monitoring.ended');
    else if (phase === 'asking') pause();
    else if (phase === 'pausing') {
      if (!confirmed || last < head) ask();
      else settle();
    }
  };

  const down = (): void => {
    if (phase === 'closing') end('monitoring.ended');
    else {
      phase = 'down';
      confirmed = false;
      rest();
    }
  };

  const take = (event: StreamEvent): void => {
    if (event.on === 'frame') {
      const frame = readFrame(event.frame, options.conversationId);
      if (frame !== undefined) read(frame);
    } else if (event.on === 'timer') {
      if (event.timer === timer) timeOver();
    } else if (event.on === 'down') down();
    else if (event.on === 'refused') end(phase === 'closing' ? 'monitoring.ended' : event.reason);
    else if (phase !== 'closing') ask();
  };

  return {
    step: (event) => {
      out = [];
      if (phase !== 'ended') take(event);
      return out;
    },
    get lastSeq() {
      return last;
    },
    get isLive() {
      return confirmed && (phase === 'settled' || phase === 'pausing');
    },
  };
};
