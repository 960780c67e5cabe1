import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import Table from '@cloudscape-design/components/table';
import type { AnalyticsParticipant, ConversationDetails } from '../../src/contract/analytics.ts';
import { useSay } from '../catalogue/text.tsx';
import { clockTime, useTimes, useZonedTime } from '../catalogue/times.ts';
import { useNow } from '../live/clock.ts';
import { useDetails } from '../live/use-interaction.ts';
import { useQueueName } from '../live/use-live.ts';
import { PartError, Waiting } from '../parts/part.tsx';
import './details.css';

interface Part {
  readonly key: string;
  readonly participant: AnalyticsParticipant;
  readonly from: string;
  readonly to: string | undefined;
  readonly how: string | undefined;
  readonly whom: string | undefined;
}

/** One row for each part that somebody had, from its first segment to its last. */
const partsOf = (details: ConversationDetails): readonly Part[] =>
  details.participants.flatMap((participant) =>
    participant.sessions.flatMap(({ sessionId, segments, monitoredParticipantId }) => {
      const [first, last] = [segments[0], segments.at(-1)];
      if (first === undefined) return [];
      const whom = details.participants.find((other) => other.participantId === monitoredParticipantId);
      return [
        {
          key: `${participant.participantId}.${sessionId}`,
          participant,
          from: first.segmentStart,
          to: last?.segmentEnd,
          how: last?.disconnectType,
          whom: whom?.participantName,
        },
      ];
    }),
  );

/** Metrics in words: those whose name begins with `n` count, the others are durations (ms). */
const Metrics = ({ participant }: { readonly participant: AnalyticsParticipant }) => {
  const say = useSay();
  const metrics = participant.sessions.flatMap((session) => session.metrics);
  return metrics
    .map(({ name, value }) => `${say(`metric.${name}`)} ${name.startsWith('n') ? value : clockTime(value)}`)
    .join(' · ');
};

/** How long something lasted, or lasts. */
const Lasted = ({ from, to }: { readonly from: string; readonly to: string | undefined }) => {
  const now = useNow();
  const ms = (to === undefined ? now : Date.parse(to)) - Date.parse(from);
  return <span className="time">{clockTime(ms)}</span>;
};

const Parts = ({
  parts,
  title,
  empty,
  areMonitors = false,
}: {
  readonly parts: readonly Part[];
  readonly title: string;
  readonly empty?: string;
  readonly areMonitors?: boolean;
}) => {
  const say = useSay();
  const times = useTimes();
  return (
    <Table
      variant="container"
      contentDensity="compact"
      wrapLines
      header={<Header variant="h2">{title}</Header>}
      ariaLabels={{ tableLabel: title }}
      items={parts}
      trackBy="key"
      empty={<Box color="text-body-secondary">{empty ?? ''}</Box>}
      columnDefinitions={[
        {
          id: 'name',
          header: say('details.name'),
          isRowHeader: true,
          cell: ({ participant }) => participant.participantName ?? say(`purpose.${participant.purpose}`),
        },
        areMonitors
          ? { id: 'whom', header: say('details.monitored'), cell: ({ whom }) => whom ?? '–' }
          : {
              id: 'role',
              header: say('details.role'),
              cell: ({ participant }) => say(`purpose.${participant.purpose}`),
            },
        { id: 'from', header: say('details.from'), cell: ({ from }) => times.second(Date.parse(from)) },
        {
          id: 'to',
          header: say('details.to'),
          cell: ({ to }) => (to === undefined ? '–' : times.second(Date.parse(to))),
        },
        {
          id: 'duration',
          header: say('details.duration'),
          cell: (part) => <Lasted from={part.from} to={part.to} />,
        },
        {
          id: 'how',
          header: say('details.how'),
          cell: ({ how }) => (how === undefined ? '–' : say(`disconnect.${how}` as 'disconnect.client')),
        },
        {
          id: 'metrics',
          header: say('details.metrics'),
          cell: ({ participant }) => <Metrics participant={participant} />,
        },
      ]}
    />
  );
};

/** What remains of an interaction: who, from when to when, the metrics, and the supervisors who monitored. */
export const Details = ({ id }: { readonly id: string }) => {
  const say = useSay();
  const zoned = useZonedTime();
  const { data, error, refetch } = useDetails(id);
  const queue = useQueueName(data?.queueId ?? '');
  if (data === undefined)
    return error === null ? <Waiting /> : <PartError error={error} onRetry={() => void refetch()} />;
  const { conversationStart, conversationEnd, messageType, divisionIds } = data;
  const parts = partsOf(data);
  const started = Date.parse(conversationStart);
  return (
    <div className="details">
      <KeyValuePairs
        columns={3}
        items={[
          { label: say('details.started'), value: zoned(started) },
          {
            label: say('details.ended'),
            value: conversationEnd === undefined ? '–' : zoned(Date.parse(conversationEnd)),
          },
          {
            label: say('details.duration'),
            value: <Lasted from={conversationStart} to={conversationEnd} />,
          },
          { label: say('details.queue'), value: queue },
          { label: say('details.channel'), value: say(`channel.${messageType}`) },
          { label: say('details.division'), value: divisionIds.join(', ') },
        ]}
      />
      <Parts
        title={say('details.monitors')}
        areMonitors
        parts={parts.filter(({ participant }) => participant.purpose === 'user')}
        empty={say('details.monitors.none')}
      />
      <Parts
        title={say('details.participants')}
        parts={parts.filter(({ participant }) => participant.purpose !== 'user')}
      />
    </div>
  );
};
