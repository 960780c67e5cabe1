import { lazy, Suspense, useCallback, useState } from 'react';
import { useLocation } from 'wouter';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { useSay } from '../catalogue/text.tsx';
import { clockTime } from '../catalogue/times.ts';
import { useKeys } from '../frame/keys.ts';
import { ChannelMark } from '../frame/marks.tsx';
import { Part, PartError } from '../frame/part.tsx';
import { useNow } from '../live/clock.ts';
import type { Interaction, Watch } from '../live/facts.ts';
import { useFacts, useLive } from '../live/use-live.ts';
import { MonitorButton } from '../monitor/monitor-button.tsx';
import { agentOf, MonitorState } from './monitor-state.tsx';
import { Panels } from './panels.tsx';
import { Transcript } from './transcript.tsx';
import { useInteraction, useKeptTranscript, useTimeline } from './use-interaction.ts';
import './interaction.css';

const DetailsTab = lazy(async () => ({ default: (await import('../details/details.tsx')).Details }));
const TimelineTab = lazy(async () => ({
  default: (await import('../timeline/timeline-tab.tsx')).TimelineTab,
}));

const tabs = ['transcript', 'details', 'timeline'] as const;
type Tab = (typeof tabs)[number];

const Duration = ({ startTime, endTime }: Interaction) => {
  const now = useNow();
  return <span className="time">{clockTime((endTime ?? now) - startTime)}</span>;
};

const Head = ({ interaction }: { readonly interaction: Interaction }) => {
  const say = useSay();
  const queue = useFacts((facts) => facts.queues.get(interaction.queueId)?.name ?? interaction.queueId);
  const { customer, messageType, agents } = interaction;
  return (
    <div className="interaction-head">
      <h1>{customer || '–'}</h1>
      <p className="quiet">
        <ChannelMark type={messageType} /> {say(`channel.${messageType}`)} · {queue} ·{' '}
        <Duration {...interaction} />
      </p>
      <p className="interaction-agents">
        <span className="quiet">{say('interaction.agents')}:</span>{' '}
        {agents.map(({ name }) => name).join(', ') || '–'}
      </p>
      <MonitorButton interaction={interaction} />
    </div>
  );
};

/** The name of who types now, if somebody does. */
const useTypist = (interaction: Interaction, watch: Watch | undefined): string | undefined => {
  const say = useSay();
  const now = useNow();
  const typing = watch?.typing;
  if (typing === undefined || typing.until < now) return undefined;
  if (typing.purpose === 'customer') return interaction.customer;
  const agent = interaction.agents.find(({ participantId }) => participantId === typing.participantId);
  return agent?.name ?? say(`purpose.${typing.purpose}`);
};

/** The transcript where I may read it, with the panels beside it. */
const TranscriptTab = ({
  interaction,
  watch,
}: {
  readonly interaction: Interaction;
  readonly watch: Watch | undefined;
}) => {
  const say = useSay();
  const live = useLive();
  const { id, customer, endTime } = interaction;
  const kept = useKeptTranscript(id, watch === undefined && endTime !== undefined);
  const { data: facts = [] } = useTimeline(id);
  const typing = useTypist(interaction, watch);
  const onSeen = useCallback(() => live.watches.seen(id), [live, id]);
  const entries = watch?.entries ?? kept.data;
  if (entries === undefined)
    return (
      <p className="empty">
        {endTime === undefined
          ? say('interaction.noClaim')
          : kept.isError
            ? say('transcript.gone')
            : say('interaction.reading')}
      </p>
    );
  const isMine = watch !== undefined && watch.end === undefined;
  return (
    <div className="reading" data-mine={isMine}>
      <Part>
        <Transcript
          entries={entries}
          facts={facts}
          label={say('transcript.label', { customer })}
          link={`/interactions/${id}`}
          queueId={interaction.queueId}
          typing={isMine ? typing : undefined}
          isReading={isMine && !watch.caughtUp}
          onSeen={onSeen}
        />
      </Part>
      {watch === undefined ? null : (
        <Part>
          <Panels panels={watch.panels} agent={agentOf(interaction, watch) ?? say('monitor.someone')} />
        </Part>
      )}
    </div>
  );
};

/** One interaction: who, how my monitoring stands, and its transcript, details or timeline. */
export const InteractionView = ({ id, tab }: { readonly id: string; readonly tab: string | undefined }) => {
  const say = useSay();
  const [, go] = useLocation();
  const { interaction, error } = useInteraction(id);
  const watch = useFacts((facts) => facts.watches.get(id));
  const shown: Tab = tabs.find((known) => known === tab) ?? 'transcript';
  const [time, setTime] = useState<number>();
  const press = (selector: string) =>
    document.querySelector<HTMLElement>(`.interaction-head ${selector}`)?.click();
  const back = () => go('/interactions');
  useKeys({
    m: () => press('button.monitor:not(.is-mine)'),
    s: () => press('button.is-mine'),
    Escape: back,
  });
  if (error instanceof ProblemError && error.status === 404)
    return <p className="empty">{say('interaction.notFound')}</p>;
  if (error !== undefined) return <PartError error={error} />;
  if (interaction === undefined) return null;
  return (
    <article className="interaction">
      <Head interaction={interaction} />
      <MonitorState interaction={interaction} watch={watch} />
      <nav className="tabs" aria-label={say('interaction.tabs')}>
        {tabs.map((known) => (
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
        <Suspense fallback={null}>
          {shown === 'transcript' ? <TranscriptTab interaction={interaction} watch={watch} /> : null}
          {shown === 'details' ? <DetailsTab id={id} /> : null}
          {shown === 'timeline' ? (
            <TimelineTab interaction={interaction} watch={watch} time={time} onTime={setTime} />
          ) : null}
        </Suspense>
      </Part>
    </article>
  );
};
