import type { Occupancy } from '../../contract/budgets.ts';
import type { MessageType } from '../../contract/words.ts';
import { type ConversationKey, customerOf, type Head, inOrder } from '../head/head.ts';
import { customerMark, type Recipients } from '../messages/recipient.ts';

/** One agent's part in an interaction, past or present. */
export interface InteractionAgent {
  readonly participantId: string;
  readonly userId: string;
  readonly name: string;
  readonly connected: boolean;
  /** How they wrapped up, once they did. */
  readonly wrapupCode?: string;
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
  /** By what the same customer's conversations are found; absent where it is not known who the customer is. */
  readonly customer?: string;
  readonly agents: readonly InteractionAgent[];
  /** Everybody who takes part or ever did, as the head remembers them: they are told nothing of monitoring. */
  readonly parties: Head['parties'];
  /** It is in its tenant's counts: rows of before these were kept are not, until they are migrated or change. */
  readonly occupies?: true;
  /** How many sessions there were so far: 0 where it was never monitored. */
  readonly fence: number;
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

/** What a customer's journey tells of an earlier conversation is made of this: nothing of it tells of monitoring. */
export type Earlier = Pick<
  Interaction,
  | 'tenantId'
  | 'conversationId'
  | 'state'
  | 'messageType'
  | 'queueId'
  | 'divisionId'
  | 'startTime'
  | 'endTime'
  | 'agents'
  | 'parties'
>;

/** Where the views list an interaction: what is monitored apart from what is not, and what is over apart from both. */
export const listings = ['free', 'monitored', 'ended'] as const;
export type Listing = (typeof listings)[number];

/** The listing that an interaction belongs into now. */
export const listingOf = ({ state, monitor }: Pick<Interaction, 'state' | 'monitor'>): Listing => {
  if (state === 'ended') return 'ended';
  return monitor === undefined ? 'free' : 'monitored';
};

/** Where an interaction stands among others: by start, and by id among those that started at once. */
export type Position = Pick<Interaction, 'startTime' | 'conversationId'>;
export const compareStarts = (a: Position, b: Position): number => {
  if (a.startTime !== b.startTime) return a.startTime - b.startTime;
  if (a.conversationId === b.conversationId) return 0;
  return a.conversationId < b.conversationId ? -1 : 1;
};

/** Whether an agent handles it now, or it waits. */
export const isInteracting = (interaction: Pick<Interaction, 'agents'>): boolean =>
  interaction.agents.some((agent) => agent.connected);

/** How many interactions of one queue are in progress. */
export interface QueueCounts {
  readonly waiting: number;
  readonly interacting: number;
}

/** The queue's count that an interaction is in, while it is in progress. */
export const countedAs = (
  interaction: Interaction | undefined,
): { readonly queueId: string; readonly as: keyof QueueCounts } | undefined =>
  interaction === undefined || interaction.state === 'ended'
    ? undefined
    : { queueId: interaction.queueId, as: isInteracting(interaction) ? 'interacting' : 'waiting' };

/** What an interaction takes of its tenant's budgets. */
export const occupiedBy = (interaction: Interaction | undefined): Occupancy => {
  const inProgress = interaction?.occupies === true && interaction.state !== 'ended';
  const monitors = Number(inProgress && interaction.monitor !== undefined);
  return { conversations: Number(inProgress), monitors };
};

/** Everyone who was an agent before stays listed, as no longer connected, and with the newest of their wrap-ups. */
const agentsOf = (head: Head, before: readonly InteractionAgent[]): readonly InteractionAgent[] => {
  const present = inOrder(head.participants).flatMap(([participantId, p]): readonly InteractionAgent[] =>
    p.purpose === 'agent' && p.userId !== undefined && p.alerting !== true
      ? [
          {
            participantId,
            userId: p.userId,
            name: p.name,
            connected: head.state === 'inProgress',
            ...(p.wrapupCode === undefined ? {} : { wrapupCode: p.wrapupCode }),
          },
        ]
      : [],
  );
  const here = new Set(present.map((agent) => agent.participantId));
  const gone = before.filter((agent) => !here.has(agent.participantId));
  const { wrapped } = head;
  const wrapUpOf = ({ participantId }: InteractionAgent) =>
    participantId === wrapped?.participantId ? { wrapupCode: wrapped.code } : {};
  return [...gone.map((agent) => ({ ...agent, ...wrapUpOf(agent), connected: false })), ...present];
};

/**
 * The interaction after a change of its head.
 *
 * @param customer by what its customer is found, where the row before does not say
 */
export const interactionOf = (
  head: Head,
  before: Pick<Interaction, 'agents' | 'customer'> | undefined,
  customer = before?.customer,
): Interaction => ({
  tenantId: head.tenantId,
  conversationId: head.conversationId,
  rev: head.rev,
  state: head.state,
  messageType: head.messageType,
  queueId: head.queueId,
  divisionId: head.divisionId,
  startTime: head.startTime,
  ...(head.endTime === undefined ? {} : { endTime: head.endTime }),
  customerName: customerOf(head)?.[1].name ?? '',
  ...(customer === undefined ? {} : { customer }),
  agents: agentsOf(head, before?.agents ?? []),
  parties: head.parties,
  occupies: true,
  fence: head.fence,
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

/** Which interactions to walk through, by start; each listing and queue that is named is read by keys of its own. */
export interface InteractionRange {
  readonly tenantId: string;
  readonly listings: readonly Listing[];
  /** Those of these queues; all of the tenant where it is left out. */
  readonly queueIds?: readonly string[];
  /** Start times, ms since the epoch, both inclusive. */
  readonly from: number;
  readonly to: number;
  readonly order: 'asc' | 'desc';
  /** Begins behind this one. */
  readonly after?: Position;
  /** How many the reader expects to take: what is read at once. More can be taken. */
  readonly expected: number;
}

/**
 * What the views read, written by the stream. The counts of a queue, and of a tenant, are those of its rows in progress at
 * every moment: a row and what it counts for change together or not at all.
 */
export interface InteractionStore {
  get(key: ConversationKey): Promise<Interaction | undefined>;
  /**
   * Puts a row in place of another, or of none, or takes it away, and brings the counts along. False, and nothing done,
   * where another row than `before` is there by now.
   */
  replace(
    key: ConversationKey,
    before: Interaction | undefined,
    after: Interaction | undefined,
  ): Promise<boolean>;
  /** A tenant's interactions that started within a range, in order, read as far as they are taken. */
  range(range: InteractionRange): AsyncIterable<Interaction>;
  /** A customer's interactions that started before another, the newest first, read as far as they are taken. */
  ofCustomer(tenantId: string, customer: string, before: Position, expected: number): AsyncIterable<Earlier>;
  /** How many interactions of a queue are in progress. */
  counts(tenantId: string, queueId: string): Promise<QueueCounts>;
  /** Whether a conversation is in a user's panel (strongly consistent). */
  isListed(key: ConversationKey, userId: string): Promise<boolean>;
  /** What of a tenant is in progress. */
  occupancy(tenantId: string): Promise<Occupancy>;
  /** Adds to the counts of a queue, or of a tenant where it names none, what they were found to be off by. */
  correct(tenantId: string, queueId: string | undefined, by: QueueCounts | Occupancy): Promise<void>;
  /** Lists a conversation in a user's panel, or takes it from there. */
  list(key: ConversationKey, userId: string): Promise<void>;
  unlist(key: ConversationKey, userId: string): Promise<void>;
  /** The conversations in a user's panel. */
  panelOf(tenantId: string, userId: string): Promise<readonly ConversationKey[]>;
}

/**
 * The users in whose panel a conversation belongs: its agents and bots, while it is in progress. Its monitor is found by
 * the session that is kept under their name.
 */
export const panelUsers = (head: Head | undefined): ReadonlySet<string> =>
  new Set(
    head === undefined || head.state === 'ended'
      ? []
      : Object.values(head.participants).flatMap((participant) => participant.userId ?? []),
  );

interface RowDeps {
  readonly interactions: Pick<InteractionStore, 'get' | 'replace'>;
  readonly recipients: Pick<Recipients, 'get'>;
}

/** Makes the row what a change says, unless it says something newer already. */
const keepRow = async ({ interactions, recipients }: RowDeps, next: Head): Promise<void> => {
  for (;;) {
    const before = await interactions.get(next);
    if (before !== undefined && before.rev >= next.rev) return;
    // Who the customer is was written before the head, and is read once.
    const known = before === undefined ? await recipients.get(next) : undefined;
    const row = interactionOf(next, before, known === undefined ? before?.customer : customerMark(known));
    if (await interactions.replace(next, before, row)) return;
  }
};

/** Takes the row of a conversation that was erased away, and what it counts for. */
export const forgetInteraction = async (
  interactions: Pick<InteractionStore, 'get' | 'replace'>,
  key: ConversationKey,
): Promise<void> => {
  for (;;) {
    const before = await interactions.get(key);
    if (before === undefined || (await interactions.replace(key, before, undefined))) return;
  }
};

/**
 * Brings the views up to one change of a head. Safe to repeat and to reorder; an older change never replaces a newer. A
 * write that is not counted, such as an expiry, changes no view: to write the row again would take its own expiry from
 * it.
 */
export const recordInteraction = async (
  deps: RowDeps & { readonly interactions: Pick<InteractionStore, 'isListed' | 'list' | 'unlist'> },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  if (old?.rev === next.rev || next.erased) return;
  await keepRow(deps, next);
  const [before, after] = [panelUsers(old), panelUsers(next)];
  // Who joins was listed before they were let in: to look costs a fifth of writing it again.
  for (const userId of after)
    if (!before.has(userId) && !(await deps.interactions.isListed(next, userId)))
      await deps.interactions.list(next, userId);
  for (const userId of before) if (!after.has(userId)) await deps.interactions.unlist(next, userId);
};
