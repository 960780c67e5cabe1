import type { ConversationKey, Head } from './head.ts';
import type { Transition } from './transition.ts';

/** What became of a transition. A refused one answers the head it met, from the same round trip. */
export type Outcome<R extends string> =
  | { readonly ok: true; readonly head: Head }
  | { readonly ok: false; readonly refusal: R; readonly head: Head }
  | { readonly ok: false; readonly refusal: 'missing'; readonly head?: undefined };

/** Where heads live. Each call is one single-item operation: linear, and one write unit for a head of at most 1 KB. */
export interface HeadStore {
  /** Stores a new head, or answers the one that is there. */
  create(head: Head): Promise<{ readonly created: boolean; readonly head: Head }>;
  /** Applies a transition if all its rules hold at the moment of the write. */
  apply<R extends string>(key: ConversationKey, transition: Transition<R>): Promise<Outcome<R>>;
  /** The head as of now (strongly consistent), or undefined. */
  get(key: ConversationKey): Promise<Head | undefined>;
}
