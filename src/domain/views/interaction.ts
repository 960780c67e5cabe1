import type { MessageType } from '../../contract/words.ts';
import { type ConversationKey, type Head, inOrder } from '../head/head.ts';

/** One agent's part in an interaction, past or present. */
export interface InteractionAgent {
  readonly participantId: string;
  readonly userId: string;
  readonly name: string;
  readonly connected: boolean;
}

/**
 * What the views list of a conversation. It changes with each recorded change and never with a message, so that a
 * message costs no index write.
 */
export interface Interaction extends ConversationKey {
  /** The change it reflects: an older one never replaces it. */
  readonly rev: number;
  readonly state: Head['state'];
  readonly messageType: MessageType;
  readonly queueId: string;
  readonly divisionId: string;
  readonly startTime: number;
  readonly endTime?: number;
  readonly customerName: string;
  readonly agents: readonly InteractionAgent[];
  /** Everybody who takes part or ever did, as the head remembers them: they are told nothing of monitoring. */
  readonly parties: Head['parties'];
  /**
   * Who monitors it, until a change says that they do no longer: renewals are no change, and an expired session is
   * closed by the sweeper within a minute.
   */
  readonly monitor?: {
    readonly userId: string;
    readonly name: string;
    readonly since: number;
  };
}

/** Everyone who was an agent before stays listed, as no longer connected. */
const agentsOf = (head: Head, before: readonly InteractionAgent[]): readonly InteractionAgent[] => {
  const present = inOrder(head.participants).flatMap(([participantId, p]) =>
    p.purpose === 'agent' && p.userId !== undefined && p.alerting !== true
      ? [{ participantId, userId: p.userId, name: p.name, connected: head.state === 'inProgress' }]
      : [],
  );
  const here = new Set(present.map((agent) => agent.participantId));
  const gone = before.filter((agent) => !here.has(agent.participantId));
  return [...gone.map((agent) => ({ ...agent, connected: false })), ...present];
};

/** The interaction after a change of its head. */
export const interactionOf = (head: Head, before: Interaction | undefined): Interaction => ({
  tenantId: head.tenantId,
  conversationId: head.conversationId,
  rev: head.rev,
  state: head.state,
  messageType: head.messageType,
  queueId: head.queueId,
  divisionId: head.divisionId,
  startTime: head.startTime,
  ...(head.endTime === undefined ? {} : { endTime: head.endTime }),
  customerName: Object.values(head.participants).find((p) => p.purpose === 'customer')?.name ?? '',
  agents: agentsOf(head, before?.agents ?? []),
  parties: head.parties,
  ...(head.lease === undefined
    ? {}
    : {
        monitor: {
          userId: head.lease.supervisorId,
          name: head.lease.name,
          since: head.lease.since,
        },
      }),
});

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

/** The users in whose panel a conversation belongs: its agents and bots, and its monitor, while it is in progress. */
const panelUsers = (head: Head | undefined): ReadonlySet<string> =>
  new Set(
    head === undefined || head.state === 'ended'
      ? []
      : [
          ...Object.values(head.participants).flatMap((participant) => participant.userId ?? []),
          ...(head.lease === undefined ? [] : [head.lease.supervisorId]),
        ],
  );

/**
 * Brings the views up to one change of a head. Safe to repeat; an older change never replaces a newer. A write that is
 * not counted, such as an expiry, changes no view: to write the row again would take its own expiry from it.
 */
export const recordInteraction = async (
  deps: { readonly interactions: Pick<InteractionStore, 'get' | 'put' | 'list' | 'unlist'> },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  if (old?.rev === next.rev || next.erased) return;
  await deps.interactions.put(interactionOf(next, await deps.interactions.get(next)));
  const [before, after] = [panelUsers(old), panelUsers(next)];
  for (const userId of after) if (!before.has(userId)) await deps.interactions.list(next, userId);
  for (const userId of before) if (!after.has(userId)) await deps.interactions.unlist(next, userId);
};
