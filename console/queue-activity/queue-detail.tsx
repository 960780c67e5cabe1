import { useMemo } from 'react';
import { Link } from 'wouter';
import type { Queue } from '../../src/contract/queue.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { Interaction } from '../live/facts.ts';
import { stateOf } from '../live/interaction-of.ts';
import { MonitorButton } from '../monitor/monitor-button.tsx';
import { BinocularMark, ChannelMark, StateMark } from '../parts/marks.tsx';
import { Since } from '../parts/since.tsx';
import { AgentsOnQueue } from './agents-on-queue.tsx';

const Open = ({ interaction }: { readonly interaction: Interaction }) => (
  <Link href={`/interactions/${interaction.id}`}>{interaction.customer || '–'}</Link>
);

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

/** One queue: who waits, who is served with a binocular for each agent, and the On Queue agents. */
export const QueueDetail = ({
  queue,
  interactions,
}: {
  readonly queue: Queue;
  readonly interactions: readonly Interaction[];
}) => {
  const say = useSay();
  const { waiting, interacting } = useMemo(() => {
    const oldestFirst = [...interactions].sort((a, b) => a.startTime - b.startTime);
    return {
      waiting: oldestFirst.filter((interaction) => interaction.agents.length === 0),
      interacting: oldestFirst.filter((interaction) => interaction.agents.length > 0),
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
      <AgentsOnQueue queueId={queue.id} interactions={interactions} />
    </div>
  );
};
