import { lazy, Suspense, useState } from 'react';
import { useLocation } from 'wouter';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { useSay } from '../catalogue/text.tsx';
import { clockTime } from '../catalogue/times.ts';
import { useNow } from '../live/clock.ts';
import type { Interaction } from '../live/facts.ts';
import { useInteraction } from '../live/use-interaction.ts';
import { useFacts, useQueueName } from '../live/use-live.ts';
import { MonitorButton } from '../monitor/monitor-button.tsx';
import { interactionTabs } from '../parts/addresses.ts';
import { useKeys } from '../parts/keys.ts';
import { ChannelMark } from '../parts/marks.tsx';
import { Part, PartError, Waiting } from '../parts/part.tsx';
import { useTitle } from '../parts/use-title.ts';
import { MonitorState, Reason } from './monitor-state.tsx';
import { Reading } from './reading.tsx';
import './interaction.css';

const DetailsTab = lazy(async () => ({ default: (await import('../details/details.tsx')).Details }));
const TimelineTab = lazy(async () => ({
  default: (await import('../timeline/timeline-tab.tsx')).TimelineTab,
}));

const Duration = ({ startTime, endTime }: Interaction) => {
  const now = useNow();
  return <span className="time">{clockTime((endTime ?? now) - startTime)}</span>;
};

const Head = ({ interaction, reason }: { readonly interaction: Interaction; readonly reason: string }) => {
  const say = useSay();
  const queue = useQueueName(interaction.queueId);
  const { customer, messageType, agents } = interaction;
  return (
    <div className="interaction-head">
      <h1>{customer || '–'}</h1>
      <p className="quiet">
        <ChannelMark type={messageType} /> {say(`channel.${messageType}`)} · {queue} ·{' '}
        <Duration {...interaction} />
      </p>
      <p className="interaction-agents">
        <span className="quiet interaction-agents-title">{say('interaction.agents')}: </span>
        {agents.map(({ name }) => name).join(', ') || '–'}
      </p>
      <MonitorButton interaction={interaction} reason={reason} />
    </div>
  );
};

/** One interaction: who, how my monitoring stands, and its transcript, details or timeline. */
export const InteractionView = ({ id, tab }: { readonly id: string; readonly tab: string | undefined }) => {
  const say = useSay();
  const [, go] = useLocation();
  const { interaction, error } = useInteraction(id);
  const watch = useFacts((facts) => facts.watches.get(id));
  const shown = interactionTabs.find((known) => known === tab) ?? 'transcript';
  const [time, setTime] = useState<number>();
  const [reason, setReason] = useState('');
  const back = () => go('/interactions');
  const monitor = () => press('button.monitor:not(.is-mine)');
  const press = (selector: string) =>
    document.querySelector<HTMLElement>(`.interaction-head ${selector}`)?.click();
  useTitle(interaction?.customer || say('nav.interactions'));
  useKeys({
    m: monitor,
    s: () => press('button.is-mine'),
    Escape: back,
  });
  if (error instanceof ProblemError && error.status === 404)
    return <p className="empty">{say('interaction.notFound')}</p>;
  if (error !== undefined) return <PartError error={error} />;
  if (interaction === undefined) return <Waiting />;
  return (
    <article className="interaction">
      <Head interaction={interaction} reason={reason} />
      <MonitorState
        interaction={interaction}
        watch={watch}
        reason={<Reason value={reason} onChange={setReason} onDone={monitor} />}
      />
      <nav className="tabs" aria-label={say('interaction.tabs')}>
        {interactionTabs.map((known) => (
          <a
            key={known}
            href={`/interactions/${id}/${known}`}
            aria-current={known === shown ? 'page' : undefined}
            onClick={(event) => {
              event.preventDefault();
              go(`/interactions/${id}${known === 'transcript' ? '' : `/${known}`}`, { replace: true });
            }}
          >
            {say(`interaction.tab.${known}`)}
          </a>
        ))}
      </nav>
      <Part key={shown}>
        <Suspense fallback={<Waiting />}>
          {shown === 'transcript' ? <Reading interaction={interaction} watch={watch} /> : null}
          {shown === 'details' ? <DetailsTab id={id} /> : null}
          {shown === 'timeline' ? (
            <TimelineTab interaction={interaction} watch={watch} time={time} onTime={setTime} />
          ) : null}
        </Suspense>
      </Part>
    </article>
  );
};
