import type { ReactNode } from 'react';
import { limits } from '../../src/contract/limits.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { Interaction, Watch } from '../live/facts.ts';
import { followedName } from '../live/interaction-of.ts';
import { useFacts, useQueueName } from '../live/use-live.ts';
import { useOffer } from '../monitor/monitor-button.tsx';
import { useMonitoring } from '../monitor/use-monitoring.ts';
import { BinocularMark } from '../parts/marks.tsx';
import { Since } from '../parts/since.tsx';
import { endSentence } from './end-sentence.ts';

/** Why I am about to monitor, for the oversight log; Enter begins. Nobody has to say so. */
export const Reason = ({
  value,
  onChange,
  onDone,
}: {
  readonly value: string;
  readonly onChange: (reason: string) => void;
  readonly onDone: () => void;
}) => {
  const say = useSay();
  return (
    <label className="reason quiet">
      {say('monitor.reason')}
      <input
        type="text"
        maxLength={limits.reason}
        placeholder={say('monitor.reason.hint')}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') onDone();
        }}
      />
    </label>
  );
};

/** One sentence on how my monitoring of this interaction stands, and what to do about it. */
export const MonitorState = ({
  interaction,
  watch,
  reason,
}: {
  readonly interaction: Interaction;
  readonly watch: Watch | undefined;
  /** What asks why, where I am free to begin. */
  readonly reason: ReactNode;
}) => {
  const say = useSay();
  const times = useTimes();
  const offer = useOffer(interaction);
  const { start, becomeAvailable } = useMonitoring();
  const presence = useFacts((facts) => facts.presence);
  const queue = useQueueName(interaction.queueId);
  const agent = (watch && followedName(interaction, watch)) ?? say('monitor.someone');

  if (offer.is === 'mine' && watch !== undefined)
    return (
      <p className="monitor-state mine">
        <BinocularMark />
        {say('monitor.mine.since', {
          agent,
          customer: interaction.customer,
          time: times.minute(Date.parse(watch.session.startTime)),
        })}{' '}
        <span className="monitor-lasts" title={say('monitor.mine.lasts')}>
          <Since time={Date.parse(watch.session.startTime)} />
        </span>
      </p>
    );
  const ended =
    watch?.end === undefined
      ? undefined
      : endSentence({ end: watch.end, interaction, agent, queue }, say, times);
  const again = offer.is === 'free' ? offer.agents[0] : undefined;
  return (
    <div className="monitor-state" data-taken={offer.is === 'taken'}>
      {ended === undefined ? null : <p role="alert">{ended}</p>}
      {offer.is === 'taken' ? (
        <p>
          {say('monitor.taken.sentence', {
            name: offer.monitor.name,
            time: times.minute(offer.monitor.since),
          })}
        </p>
      ) : null}
      {offer.is === 'unavailable' ? (
        <p>
          {say('monitor.unavailable', { presence: say(`presence.${presence}`) })}{' '}
          <button type="button" className="button" onClick={becomeAvailable}>
            {say('monitor.become')}
          </button>
        </p>
      ) : null}
      {offer.is === 'nobody' ? <p>{say('monitor.nobody')}</p> : null}
      {offer.is === 'over' && ended === undefined ? <p>{say('monitor.ended')}</p> : null}
      {offer.is === 'free' && ended === undefined ? reason : null}
      {ended !== undefined && again !== undefined ? (
        <button
          type="button"
          className="button"
          onClick={() => void start(interaction.id, again.participantId)}
        >
          {say('monitor.again')}
        </button>
      ) : null}
    </div>
  );
};
