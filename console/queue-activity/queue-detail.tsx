import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Queue } from '../../src/contract/queue.ts';
import { useSay } from '../catalogue/text.tsx';
import { clockTime, useTimes } from '../catalogue/times.ts';
import { BinocularMark, ChannelMark, StateMark } from '../frame/marks.tsx';
import { useNow } from '../live/clock.ts';
import type { Interaction } from '../live/facts.ts';
import { stateOf } from '../live/interaction-of.ts';
import { MonitorButton } from '../monitor/monitor-button.tsx';

const Since = ({ time }: { readonly time: number }) => (
  <span className="time">{clockTime(useNow() - time)}</span>
);

const Open = ({ interaction }: { readonly interaction: Interaction }) => {
  const [, go] = useLocation();
  const path = `/interactions/${interaction.id}`;
  return (
    <a
      href={path}
      onClick={(event) => {
        event.preventDefault();
        go(path);
      }}
    >
      {interaction.customer || '–'}
    </a>
  );
};

const Interacting = ({ interaction }: { readonly interaction: Interaction }) => {
  const say = useSay();
  const times = useTimes();
  const { monitor, agents, messageType, startTime } = interaction;
  const state = stateOf(interaction);
  return (
    <li className="queue-row">
      <p>
        <ChannelMark type={messageType} /> <Open interaction={interaction} />{' '}
        {state === 'held' ? (
          <span className="state" data-state="held">
            <StateMark state="held" /> {say('state.held')}
          </span>
        ) : null}
        <Since time={startTime} />
      </p>
      {monitor === undefined ? null : (
        <p className="tag taken">
          <BinocularMark />
          <span>{say('monitor.taken', { name: monitor.name, time: times.minute(monitor.since) })}</span>
        </p>
      )}
      <ul className="row-agents">
        {agents.map(({ participantId, name }) => (
          <li key={participantId}>
            {name}
            <MonitorButton interaction={interaction} only={participantId} />
          </li>
        ))}
      </ul>
    </li>
  );
};

/** Agents who are in conversations of this queue, each with theirs. */
const agentsOf = (interactions: readonly Interaction[]) => {
  const found = new Map<string, { readonly name: string; readonly own: Interaction[] }>();
  for (const interaction of interactions)
    for (const { userId, name } of interaction.agents) {
      const known = found.get(userId) ?? { name, own: [] };
      known.own.push(interaction);
      found.set(userId, known);
    }
  return [...found].sort(([, a], [, b]) => a.name.localeCompare(b.name));
};

/** One queue: who waits, who is served with a binocular for each agent, and the agents with their interactions. */
export const QueueDetail = ({
  queue,
  interactions,
}: {
  readonly queue: Queue;
  readonly interactions: readonly Interaction[];
}) => {
  const say = useSay();
  const { waiting, interacting, agents } = useMemo(() => {
    const oldestFirst = [...interactions].sort((a, b) => a.startTime - b.startTime);
    return {
      waiting: oldestFirst.filter((interaction) => interaction.agents.length === 0),
      interacting: oldestFirst.filter((interaction) => interaction.agents.length > 0),
      agents: agentsOf(oldestFirst),
    };
  }, [interactions]);
  return (
    <div className="queue-detail">
      <h2 className="visually-hidden">{queue.name}</h2>
      <section aria-label={say('queues.waiting')}>
        <h3>
          {say('queues.waiting')} <span className="quiet">{waiting.length}</span>
        </h3>
        {waiting.length === 0 ? <p className="quiet">{say('queues.none.waiting')}</p> : null}
        <ul>
          {waiting.map((interaction) => (
            <li key={interaction.id} className="queue-row">
              <p>
                <ChannelMark type={interaction.messageType} /> <Open interaction={interaction} />
                <Since time={interaction.startTime} />
              </p>
            </li>
          ))}
        </ul>
      </section>
      <section aria-label={say('queues.interacting')}>
        <h3>
          {say('queues.interacting')} <span className="quiet">{interacting.length}</span>
        </h3>
        {interacting.length === 0 ? <p className="quiet">{say('queues.none.interacting')}</p> : null}
        <ul>
          {interacting.map((interaction) => (
            <Interacting key={interaction.id} interaction={interaction} />
          ))}
        </ul>
      </section>
      <section aria-label={say('queues.agents')}>
        <h3>
          {say('queues.agents')} <span className="quiet">{agents.length}</span>
        </h3>
        {agents.length === 0 ? <p className="quiet">{say('queues.agents.none')}</p> : null}
        {agents.map(([userId, { name, own }]) => (
          <details key={userId} className="queue-row">
            <summary>
              {name} <span className="quiet">{say('queues.expand', { count: own.length })}</span>
            </summary>
            <ul>
              {own.map((interaction) => (
                <li key={interaction.id}>
                  <Open interaction={interaction} /> <Since time={interaction.startTime} />
                  <a className="quiet" href={`/interactions/${interaction.id}/details`}>
                    {say('queues.details')}
                  </a>
                </li>
              ))}
            </ul>
          </details>
        ))}
      </section>
    </div>
  );
};
