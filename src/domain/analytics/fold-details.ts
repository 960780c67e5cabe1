import type {
  AnalyticsParticipant,
  AnalyticsSession,
  Segment,
  SessionMetric,
} from '../../contract/analytics.ts';
import type { MessageType } from '../../contract/words.ts';
import { iso } from '../iso.ts';
import type { Fact } from '../timeline/fact.ts';

interface Part {
  readonly opened: Fact;
  readonly segments: { readonly from: Fact; readonly to?: Fact }[];
  readonly closed?: Fact;
}

const opens = new Set(['participant.connected', 'monitoring.started']);
const closes = new Set(['participant.disconnected', 'monitoring.ended']);

/** One participant's facts as its stretches: a re-point closes one and opens the next; the conversation's end closes all. */
const partOf = (own: readonly Fact[], end: Fact | undefined): Part | undefined => {
  const opened = own.find((fact) => opens.has(fact.type));
  if (opened === undefined) return undefined;
  const closed = own.find((fact) => closes.has(fact.type)) ?? end;
  const starts = [opened, ...own.filter((fact) => fact.type === 'monitoring.repointed')];
  const segments = starts.map((from, i) => {
    const to = starts[i + 1] ?? closed;
    return to === undefined ? { from } : { from, to };
  });
  return closed === undefined ? { opened, segments } : { opened, segments, closed };
};

const segmentOf =
  (part: Part) =>
  ({ from, to }: Part['segments'][number]): Segment => ({
    segmentStart: iso(from.time),
    ...(to === undefined ? {} : { segmentEnd: iso(to.time) }),
    segmentType: part.opened.type === 'monitoring.started' ? 'monitoring' : 'interact',
    ...(from.queueId === undefined ? {} : { queueId: from.queueId }),
    ...(to?.disconnectType === undefined ? {} : { disconnectType: to.disconnectType }),
  });

/** Measured once the part is over; each value in ms, but nMonitoring, which counts. */
const metricsOf = (part: Part): SessionMetric[] => {
  if (part.closed === undefined) return [];
  const emitDate = iso(part.closed.time);
  const took = Math.max(0, part.closed.time - part.opened.time);
  const metric = (name: SessionMetric['name'], value: number): SessionMetric => ({ name, value, emitDate });
  if (part.opened.type === 'monitoring.started')
    return [metric('nMonitoring', 1), metric('tMonitoring', took)];
  if (part.opened.purpose === 'acd') return [metric('tWait', took)];
  if (part.opened.purpose === 'agent') return [metric('tTalk', took), metric('tHandle', took)];
  return [];
};

const sessionOf = (part: Part, messageType: MessageType): AnalyticsSession => {
  const target = part.segments.at(-1)?.from.monitoredParticipantId;
  return {
    sessionId: part.opened.participantId ?? '',
    mediaType: 'message',
    messageType,
    ...(target === undefined ? {} : { monitoredParticipantId: target }),
    segments: part.segments.map(segmentOf(part)),
    metrics: metricsOf(part),
  };
};

/**
 * Who took part and who monitored, with segments and metrics, as the facts tell it. A pure fold: the same facts give
 * the same details, whenever they are asked for.
 */
export const foldDetails = (facts: readonly Fact[], messageType: MessageType): AnalyticsParticipant[] => {
  const end = facts.find((fact) => fact.type === 'conversation.ended');
  const ids = [...new Set(facts.map((fact) => fact.participantId))].filter((id) => id !== undefined);
  return ids.flatMap((participantId): AnalyticsParticipant[] => {
    const part = partOf(
      facts.filter((fact) => fact.participantId === participantId),
      end,
    );
    if (part?.opened.purpose === undefined) return [];
    const { purpose, name, userId } = part.opened;
    return [
      {
        participantId,
        ...(name === undefined ? {} : { participantName: name }),
        purpose,
        ...(userId === undefined ? {} : { userId }),
        sessions: [sessionOf(part, messageType)],
      },
    ];
  });
};
