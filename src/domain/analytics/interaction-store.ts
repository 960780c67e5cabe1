import type { ConversationKey } from '../conversation/head.ts';
import type { Interaction } from './interaction.ts';

/** Which interactions to walk through, newest or oldest start first. */
export interface InteractionRange {
  readonly tenantId: string;
  readonly state: Interaction['state'];
  /** Start times, ms since the epoch, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly order: 'asc' | 'desc';
}

/** What the views read. Written by the stream; every write is idempotent by conversation and rev. */
export interface InteractionStore {
  get(key: ConversationKey): Promise<Interaction | undefined>;
  /** Stores it unless a newer one is there. */
  put(interaction: Interaction): Promise<void>;
  /** A tenant's interactions that started within a range. */
  range(range: InteractionRange): AsyncIterable<Interaction>;
  /** Lists a conversation in a user's panel, or takes it from there. */
  list(key: ConversationKey, userId: string): Promise<void>;
  unlist(key: ConversationKey, userId: string): Promise<void>;
  /** The conversations in a user's panel. */
  panelOf(tenantId: string, userId: string): Promise<readonly ConversationKey[]>;
}
