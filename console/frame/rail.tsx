import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import type { Watch } from '../live/facts.ts';
import { countsOf, followedName, stateOf } from '../live/interaction-of.ts';
import { useFacts, useLive } from '../live/use-live.ts';
import { useMonitoring } from '../monitor/use-monitoring.ts';
import { BinocularMark, CrossMark } from '../parts/marks.tsx';
import { Since } from '../parts/since.tsx';

const Monitored = ({ watch }: { readonly watch: Watch }) => {
  const say = useSay();
  const live = useLive();
  const [location, go] = useLocation();
  const { stop } = useMonitoring();
  const { conversationId, session, end, unseen } = watch;
  const interaction = useFacts((facts) => facts.interactions.get(conversationId));
  const queue = useFacts((facts) => facts.queues.get(interaction?.queueId ?? ''));
  const isWaiting = interaction !== undefined && stateOf(interaction) === 'waiting';
  const agent = followedName(interaction, watch) ?? say(isWaiting ? 'state.waiting' : 'monitor.someone');
  const customer = interaction?.customer ?? '';
  const path = `/interactions/${conversationId}`;
  return (
    <li className="monitored" data-over={end !== undefined} data-current={location.startsWith(path)}>
      {end === undefined ? (
        <button
          type="button"
          className="icon-button binocular"
          aria-label={say('monitor.stopAgent', { agent })}
          title={say('monitor.stopAgent', { agent })}
          onClick={() => stop(conversationId)}
        >
          <BinocularMark />
        </button>
      ) : (
        <button
          type="button"
          className="icon-button"
          aria-label={say('rail.close')}
          title={say('rail.close')}
          onClick={() => live.watches.forget(conversationId)}
        >
          <CrossMark />
        </button>
      )}
      <a
        href={path}
        title={say('rail.open', { customer, agent })}
        onClick={(event) => {
          event.preventDefault();
          go(path);
        }}
      >
        <strong>{customer}</strong>
        <span className="monitored-agent">{agent}</span>
        <span className="quiet">
          {queue?.name}{' '}
          {end === undefined ? <Since time={Date.parse(session.startTime)} /> : say('rail.over')}
        </span>
        {unseen > 0 ? (
          <span className="unseen">
            <span aria-hidden="true">{unseen}</span>
            <span className="visually-hidden">{say('rail.new', { count: unseen })}</span>
          </span>
        ) : null}
      </a>
    </li>
  );
};

const metrics = ['interacting', 'waiting', 'monitored'] as const;

/** My interaction list: what I monitor, and how the floor is. */
export const Rail = () => {
  const say = useSay();
  const watches = useFacts((facts) => facts.watches);
  const interactions = useFacts((facts) => facts.interactions);
  const counts = useMemo(() => countsOf(interactions.values()), [interactions]);
  return (
    <aside className="rail" aria-label={say('rail.title')}>
      <h2>{say('rail.title')}</h2>
      {watches.size === 0 ? <p className="quiet rail-empty">{say('rail.empty')}</p> : null}
      <ul>
        {[...watches.values()].map((watch) => (
          <Monitored key={watch.conversationId} watch={watch} />
        ))}
      </ul>
      <dl className="floor-counts" aria-label={say('rail.floor')}>
        {metrics.map((metric) => (
          <div key={metric}>
            <dd className="time">{counts[metric]}</dd>
            <dt>{say(`count.${metric}`)}</dt>
          </div>
        ))}
      </dl>
    </aside>
  );
};
