import { useCallback } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { Interaction } from '../live/facts.ts';
import { useFacts } from '../live/use-live.ts';
import { BinocularMark } from '../parts/marks.tsx';
import { type Offer, offerOf } from './offer.ts';
import { useMonitoring } from './use-monitoring.ts';

/** What is offered at one interaction now. */
export const useOffer = (interaction: Interaction): Offer => {
  const me = useFacts((facts) => facts.me);
  const presence = useFacts((facts) => facts.presence);
  const watch = useFacts((facts) => facts.watches.get(interaction.id));
  return offerOf(interaction, { me, presence, watch });
};

/** A greyed button that can still be reached, and says why it is grey. */
const Greyed = ({ why, onExplain }: { readonly why: string; readonly onExplain?: () => void }) => {
  const say = useSay();
  return (
    <button
      type="button"
      className="button monitor"
      aria-disabled="true"
      title={why}
      aria-label={`${say('monitor.action')}. ${why}`}
      onClick={onExplain}
    >
      <BinocularMark /> <span className="monitor-words">{say('monitor.action')}</span>
    </button>
  );
};

/**
 * The Monitor button of one interaction: starts, stops, or says why it cannot. Where several agents are in it, one is
 * chosen. `only` limits it to one agent, beside whose name it stands; `isShort` is for a row, that has little room;
 * `reason` goes with the claim.
 */
export const MonitorButton = ({
  interaction,
  only,
  isShort = false,
  reason = '',
}: {
  readonly interaction: Interaction;
  readonly only?: string;
  readonly isShort?: boolean;
  readonly reason?: string;
}) => {
  const say = useSay();
  const times = useTimes();
  const offer = useOffer(interaction);
  const { start, stop, explainPresence } = useMonitoring();
  const { id, customer } = interaction;
  const begin = useCallback(
    (participantId: string) => {
      void start(id, participantId, reason.trim() || undefined);
    },
    [start, id, reason],
  );

  if (offer.is === 'taken') {
    const time = times.minute(offer.monitor.since);
    return <Greyed why={say('monitor.taken.sentence', { name: offer.monitor.name, time })} />;
  }
  if (offer.is === 'over') return <Greyed why={say('monitor.ended')} />;
  if (offer.is === 'nobody') return <Greyed why={say('monitor.nobody')} />;
  if (offer.is === 'unavailable') return <Unavailable onExplain={explainPresence} />;
  if (offer.is === 'mine' && (only === undefined || offer.agent?.participantId === only)) {
    const agent = offer.agent?.name ?? say('monitor.someone');
    return (
      <button
        type="button"
        className="button monitor is-mine"
        aria-label={`${say('monitor.stopAgent', { agent })} · ${customer}`}
        title={say('monitor.stopAgent', { agent })}
        onClick={() => stop(id)}
      >
        <BinocularMark />{' '}
        <span className="monitor-words">{say(isShort ? 'monitor.stop.short' : 'monitor.stop')}</span>
      </button>
    );
  }
  const agents =
    only === undefined ? offer.agents : offer.agents.filter(({ participantId }) => participantId === only);
  const [agent, ...others] = agents;
  if (agent === undefined) return <Greyed why={say('monitor.nobody')} />;
  if (others.length > 0)
    return (
      <select
        className="button monitor"
        aria-label={`${say('monitor.whom')} ${customer}`}
        value=""
        onChange={(event) => begin(event.target.value)}
      >
        <option value="">{say('monitor.multiple', { count: agents.length })}</option>
        {agents.map(({ participantId, name }) => (
          <option key={participantId} value={participantId}>
            {name}
          </option>
        ))}
      </select>
    );
  return (
    <button
      type="button"
      className="button monitor"
      aria-label={`${say('monitor.agent', { agent: agent.name })} · ${customer}`}
      title={say('monitor.agent', { agent: agent.name })}
      onClick={() => begin(agent.participantId)}
    >
      <BinocularMark /> <span className="monitor-words">{say('monitor.action')}</span>
    </button>
  );
};

const Unavailable = ({ onExplain }: { readonly onExplain: () => void }) => {
  const say = useSay();
  const presence = useFacts((facts) => facts.presence);
  return (
    <Greyed
      why={say('monitor.unavailable', { presence: say(`presence.${presence}`) })}
      onExplain={onExplain}
    />
  );
};
