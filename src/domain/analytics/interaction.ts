import type { MessageType } from '../../contract/words.ts';
import type { ConversationKey, Head } from '../conversation/head.ts';
import { inOrder } from '../conversation/in-order.ts';

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
  readonly monitor?: {
    readonly userId: string;
    readonly name: string;
    readonly since: number;
    readonly expires: number;
  };
}

/** Everyone who was an agent before stays listed, as no longer connected. */
const agentsOf = (head: Head, before: readonly InteractionAgent[]): readonly InteractionAgent[] => {
  const present = inOrder(head.participants).flatMap(([participantId, p]) =>
    p.purpose === 'agent' && p.userId !== undefined
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
  ...(head.lease === undefined
    ? {}
    : {
        monitor: {
          userId: head.lease.supervisorId,
          name: head.lease.name,
          since: head.lease.since,
          expires: head.lease.expires,
        },
      }),
});

/** Whether this user is or was an agent in it: then they are told nothing of monitoring. */
export const wasAgent = (interaction: Interaction, userId: string): boolean =>
  interaction.agents.some((agent) => agent.userId === userId);
