import { useEffect, useMemo } from 'react';
import { Link } from 'wouter';
import type { QueueMember } from '../../src/contract/queue.ts';
import { useSay } from '../catalogue/text.tsx';
import type { Interaction } from '../live/facts.ts';
import { useFacts, useLive, useQueueName } from '../live/use-live.ts';
import { MonitorButton } from '../monitor/monitor-button.tsx';
import { ChannelMark } from '../parts/marks.tsx';
import { Since } from '../parts/since.tsx';

/** An agent at work: On Queue, or in a conversation; each with their interactions of the whole floor. */
interface AgentAtWork {
  readonly id: string;
  readonly name: string;
  readonly member?: QueueMember;
  readonly own: readonly Interaction[];
}

const noMembers: ReadonlyMap<string, QueueMember> = new Map();

/** The agents of one queue, by name: members who are On Queue, and agents in one of its interactions. */
export const agentsAtWork = (
  members: ReadonlyMap<string, QueueMember>,
  ofQueue: readonly Interaction[],
  floor: Iterable<Interaction>,
): readonly AgentAtWork[] => {
  const names = new Map<string, string>();
  for (const { id, name, joined, presence } of members.values())
    if (joined && presence.presenceDefinition.systemPresence === 'On Queue') names.set(id, name);
  for (const { agents } of ofQueue) for (const { userId, name } of agents) names.set(userId, name);
  const own = new Map<string, Interaction[]>();
  for (const interaction of floor) {
    if (interaction.endTime !== undefined) continue;
    for (const { userId } of interaction.agents)
      if (names.has(userId)) own.set(userId, [...(own.get(userId) ?? []), interaction]);
  }
  return [...names]
    .map(([id, name]) => {
      const member = members.get(id);
      return { id, name, own: own.get(id) ?? [], ...(member === undefined ? {} : { member }) };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
};

/** A queue's members, kept current while this is shown. */
const useMembers = (queueId: string): ReadonlyMap<string, QueueMember> => {
  const live = useLive();
  useEffect(() => live.members.watch(queueId), [live, queueId]);
  return useFacts((facts) => facts.members.get(queueId) ?? noMembers);
};

const Status = ({ member }: { readonly member: QueueMember | undefined }) => {
  const say = useSay();
  if (member === undefined) return <span className="status quiet">{say('queues.agents.guest')}</span>;
  const { status, startTime } = member.routingStatus;
  const presence = member.presence.presenceDefinition.systemPresence;
  const away = presence !== 'On Queue';
  return (
    <span className="status" data-status={away ? 'AWAY' : status}>
      {away ? say(`presence.${presence}`) : say(`routing.${status}`)}{' '}
      {startTime === undefined ? null : <Since time={Date.parse(startTime)} />}
    </span>
  );
};

const Own = ({ interaction, agentId }: { readonly interaction: Interaction; readonly agentId: string }) => {
  const say = useSay();
  const queue = useQueueName(interaction.queueId);
  const part = interaction.agents.find(({ userId }) => userId === agentId);
  return (
    <li>
      <ChannelMark type={interaction.messageType} />
      <p>
        <Link href={`/interactions/${interaction.id}`}>{interaction.customer || '–'}</Link>
        <span className="quiet">{queue}</span>
      </p>
      <Since time={interaction.startTime} />
      <Link className="quiet" href={`/interactions/${interaction.id}/details`}>
        {say('queues.details')}
      </Link>
      {part === undefined ? null : <MonitorButton interaction={interaction} only={part.participantId} />}
    </li>
  );
};

/** The On Queue agents of a queue: status and time in it; each opens to their interactions. */
export const AgentsOnQueue = ({
  queueId,
  interactions,
}: {
  readonly queueId: string;
  readonly interactions: readonly Interaction[];
}) => {
  const say = useSay();
  const members = useMembers(queueId);
  const floor = useFacts((facts) => facts.interactions);
  const agents = useMemo(
    () => agentsAtWork(members, interactions, floor.values()),
    [members, interactions, floor],
  );
  return (
    <section aria-label={say('queues.agents')}>
      <h3>
        {say('queues.agents')} <span className="quiet">{agents.length}</span>
      </h3>
      {agents.length === 0 ? <p className="quiet">{say('queues.agents.none')}</p> : null}
      {agents.map(({ id, name, member, own }) => (
        <details key={id} className="queue-row agent-row">
          <summary>
            <strong>{name}</strong>
            <Status member={member} />
            <span className="quiet count">{say('queues.expand', { count: own.length })}</span>
          </summary>
          {own.length === 0 ? <p className="quiet">{say('queues.agents.idle')}</p> : null}
          <ul>
            {own.map((interaction) => (
              <Own key={interaction.id} interaction={interaction} agentId={id} />
            ))}
          </ul>
        </details>
      ))}
    </section>
  );
};
