import type { ChannelState } from '../../client/channel/open-channel.ts';
import type { MonitoringSession } from '../../src/contract/monitoring.ts';
import type { Panel } from '../../src/contract/panel.ts';
import type { Queue, QueueMember } from '../../src/contract/queue.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { MessageType, Purpose, SystemPresence } from '../../src/contract/words.ts';
import type { DeliveryState } from './deliveries.ts';

/** An agent who is in an interaction now. Times are ms since the epoch. */
export interface AgentPart {
  readonly participantId: string;
  readonly userId: string;
  readonly name: string;
  readonly held: boolean;
}

/** Who monitors an interaction now, and since when (ms). */
export interface Monitor {
  readonly userId: string;
  readonly name: string;
  readonly since: number;
  readonly participantId?: string;
}

/** One interaction as the floor shows it: nothing of its text, for that would be looking. */
export interface Interaction {
  readonly id: string;
  readonly startTime: number;
  readonly endTime?: number;
  readonly messageType: MessageType;
  readonly queueId: string;
  readonly customer: string;
  readonly agents: readonly AgentPart[];
  readonly monitor?: Monitor;
  /** When the customer's last message came, as far as this page knows (ms). */
  readonly customerTime?: number;
}

/** Why I monitor no more. */
export interface WatchEnd {
  /** `monitoring.ended`, or the code of the error that ended it. */
  readonly reason: string;
  readonly disconnectType?: string;
  readonly time: number;
  /** Who monitors now, where somebody does; null where it was read that nobody does. */
  readonly monitorNow?: Monitor | null;
}

/** A contextual panel, and when this page saw it change (ms); absent for what was there from the beginning. */
export interface ShownPanel extends Panel {
  readonly changedAt?: number;
}

/** Somebody who types, until a time (ms). */
export interface Typist {
  readonly participantId?: string;
  readonly purpose: Purpose;
  readonly until: number;
}

/** One interaction that I monitor, or did until it ended. */
export interface Watch {
  readonly conversationId: string;
  readonly session: MonitoringSession;
  /** The name of the agent whom it follows, as it was last known: the floor forgets who left. */
  readonly agent?: string | undefined;
  readonly entries: readonly TranscriptEntry[];
  /** The backfill is complete: what comes is live. */
  readonly caughtUp: boolean;
  readonly panels: ReadonlyMap<string, ShownPanel>;
  /** How far messages to the customer have come, by seq, where a provider delivers them. */
  readonly deliveries: ReadonlyMap<number, DeliveryState>;
  readonly typing?: Typist;
  /** Entries that came while nobody looked. */
  readonly unseen: number;
  readonly end?: WatchEnd;
  /** Grows with each change of the participants: what derives from the timeline is read again. */
  readonly turns: number;
}

/** How the page is connected; `catchingUp` while what was missed is being read. */
export type Connection = ChannelState | { readonly is: 'catchingUp' };

/** Who is signed in. */
export interface Me {
  readonly id: string;
  readonly name: string;
  readonly tenantId: string;
  /** What stands before the paths of the API where providers deliver to. */
  readonly webhooks: string;
}

/** Everything that the page knows of the floor. Frames patch it, REST fills and heals it, views select from it. */
export interface Facts {
  readonly me: Me;
  readonly presence: SystemPresence;
  readonly connection: Connection;
  readonly filled: boolean;
  readonly queues: ReadonlyMap<string, Queue>;
  readonly interactions: ReadonlyMap<string, Interaction>;
  /** Of the queues that are looked at: their members, by user id. */
  readonly members: ReadonlyMap<string, ReadonlyMap<string, QueueMember>>;
  readonly watches: ReadonlyMap<string, Watch>;
  /** The user's grants ended while the page was open: signed out, or a right withdrawn. */
  readonly revoked?: string;
}

/** What is known before anything was read. */
export const noFacts = (me: Me): Facts => ({
  me,
  presence: 'Offline',
  connection: { is: 'connecting' },
  filled: false,
  queues: new Map(),
  interactions: new Map(),
  members: new Map(),
  watches: new Map(),
});
