import type { AnalyticsParticipant, ConversationDetails } from '../../src/contract/analytics.ts';
import type { Conversation } from '../../src/contract/conversation.ts';
import type { AgentPart, Interaction, Watch } from './facts.ts';

const ms = Date.parse;

/** The interaction that a frame or a read of the conversation tells of; what it does not tell is kept from before. */
export const interactionOf = (conversation: Conversation, before?: Interaction): Interaction => {
  const { participants, endTime } = conversation;
  const monitor = participants.find(({ mediaRoles }) => mediaRoles?.includes('monitor'));
  const customer = participants.find(({ purpose }) => purpose === 'customer');
  const agents = participants
    .filter(({ purpose, state }) => purpose === 'agent' && (state === 'connected' || endTime !== undefined))
    .map(({ id, user, name, held }) => ({
      participantId: id,
      userId: user?.id ?? '',
      name: user?.name ?? name ?? '',
      held: held === true,
    }));
  return {
    id: conversation.id,
    startTime: ms(conversation.startTime),
    ...(endTime === undefined ? {} : { endTime: ms(endTime) }),
    messageType: conversation.messageType,
    queueId: conversation.queue.id,
    customer: customer?.name ?? before?.customer ?? '',
    // Of one that ended: who was in it last.
    agents: endTime !== undefined && agents.length === 0 ? (before?.agents ?? []) : agents,
    ...(monitor?.user === undefined
      ? {}
      : {
          monitor: {
            userId: monitor.user.id,
            name: monitor.user.name,
            since: ms(monitor.connectedTime),
            ...(monitor.monitoredParticipantId === undefined
              ? {}
              : { participantId: monitor.monitoredParticipantId }),
          },
        }),
    ...(before?.customerTime === undefined ? {} : { customerTime: before.customerTime }),
  };
};

/** An agent's part; of an interaction in progress only while it lasts, of one that ended in any case. */
const partOf = (
  { participantId, participantName, userId, sessions }: AnalyticsParticipant,
  isOver: boolean,
): AgentPart[] => {
  const open = sessions
    .flatMap(({ segments }) => segments)
    .find(({ segmentEnd, segmentType }) => segmentEnd === undefined && segmentType !== 'wrapup');
  if (open === undefined && !isOver) return [];
  return [
    {
      participantId,
      userId: userId ?? '',
      name: participantName ?? '',
      held: open?.segmentType === 'hold',
    },
  ];
};

/** The interaction that its details tell of. `now` (ms) is when they were read. */
export const interactionOfDetails = (details: ConversationDetails, now: number): Interaction => {
  const { participants, conversationEnd, lastCustomerMessageAge, monitor } = details;
  const ofPurpose = (purpose: string) =>
    participants.filter((participant) => participant.purpose === purpose);
  return {
    id: details.conversationId,
    startTime: ms(details.conversationStart),
    ...(conversationEnd === undefined ? {} : { endTime: ms(conversationEnd) }),
    messageType: details.messageType,
    queueId: details.queueId,
    customer: ofPurpose('customer')[0]?.participantName ?? '',
    agents: ofPurpose('agent').flatMap((agent) => partOf(agent, conversationEnd !== undefined)),
    ...(monitor === undefined
      ? {}
      : { monitor: { userId: monitor.userId, name: monitor.name, since: ms(monitor.startTime) } }),
    ...(lastCustomerMessageAge === undefined ? {} : { customerTime: now - lastCustomerMessageAge }),
  };
};

/** The part of the agent whom my monitoring follows; undefined where they are in the interaction no more. */
export const followedPart = (
  interaction: Interaction | undefined,
  { session }: Pick<Watch, 'session'>,
): AgentPart | undefined => {
  const { agents = [], monitor } = interaction ?? {};
  const moved = monitor?.userId === session.supervisor.id ? monitor.participantId : undefined;
  const target = moved ?? session.monitoredParticipantId;
  return target === undefined ? agents[0] : agents.find(({ participantId }) => participantId === target);
};

/** The name of the agent whom my monitoring follows, or followed until it ended. */
export const followedName = (
  interaction: Interaction | undefined,
  watch: Pick<Watch, 'session' | 'agent'>,
): string | undefined => followedPart(interaction, watch)?.name ?? watch.agent;

/** What an interaction is in the middle of. */
export type InteractionState = 'waiting' | 'interacting' | 'held' | 'ended';

/** An interaction's state, in one word. */
export const stateOf = ({ endTime, agents }: Interaction): InteractionState => {
  if (endTime !== undefined) return 'ended';
  if (agents.length === 0) return 'waiting';
  return agents.some(({ held }) => held) ? 'held' : 'interacting';
};

/** How many interactions wait, are served, and are monitored. */
export interface Counts {
  readonly interacting: number;
  readonly waiting: number;
  readonly monitored: number;
}

/** Counts interactions in progress. */
export const countsOf = (interactions: Iterable<Interaction>): Counts => {
  const counts = { interacting: 0, waiting: 0, monitored: 0 };
  for (const interaction of interactions) {
    if (interaction.endTime !== undefined) continue;
    counts[interaction.agents.length === 0 ? 'waiting' : 'interacting'] += 1;
    if (interaction.monitor !== undefined) counts.monitored += 1;
  }
  return counts;
};
