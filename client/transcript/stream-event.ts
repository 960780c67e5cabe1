import type { ServerFrame } from '../../src/contract/frames.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';

/** What an ordered stream is told. */
export type StreamEvent =
  /** The topic is permitted on an open socket: what was missed while there was none can be asked for. */
  | { readonly on: 'subscribed' }
  /** The topic is refused, with the server's reason. */
  | { readonly on: 'refused'; readonly reason: string }
  /** Any frame of the channel; those of others are ignored. */
  | { readonly on: 'frame'; readonly frame: ServerFrame }
  /** The wait with this number is over; a wait that was replaced is ignored. */
  | { readonly on: 'timer'; readonly timer: number }
  /** The socket is gone. */
  | { readonly on: 'down' };

/** Why a stream is over and how far it came. */
export interface StreamEnd {
  /** `monitoring.ended`, or the code of the error that ends it (`monitor.lease.lost`, `not.found`, ...). */
  readonly reason: string;
  /** How the monitoring ended, where the server said so. */
  readonly disconnectType?: string;
  /** The last seq delivered. */
  readonly lastSeq: number;
  /** Messages known to exist after it that can no longer be had. */
  readonly missing: number;
}

/** What an ordered stream wants done. */
export type StreamEffect =
  /** Hand the entry on: each seq once, in order. */
  | { readonly do: 'deliver'; readonly entry: TranscriptEntry }
  /** Send a resume frame. */
  | { readonly do: 'resume'; readonly afterSeq: number; readonly correlationId: string }
  /** Tell the stream after a time between the two (ms); replaces any earlier wait. */
  | { readonly do: 'wait'; readonly timer: number; readonly minMs: number; readonly maxMs: number }
  /** Nothing is waited for any more: the wait that is set may be dropped. */
  | { readonly do: 'rest' }
  /** Said once: the backfill is complete, what comes now is live. */
  | { readonly do: 'caughtUp' }
  /** Something on the topic that is no entry (typing, participants). */
  | { readonly do: 'notice'; readonly eventBody: ServerFrame['eventBody'] }
  /** Said once, last: nothing is delivered any more. */
  | { readonly do: 'end'; readonly end: StreamEnd };
