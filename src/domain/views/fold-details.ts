import type {
  AnalyticsParticipant,
  AnalyticsSession,
  Segment,
  SessionMetric,
} from '../../contract/analytics.ts';
import type { TimelineType } from '../../contract/timeline.ts';
import type { MessageType } from '../../contract/words.ts';
import { iso } from '../shared/clock.ts';
import type { Fact, WrapUpNote, WrapUpNotes } from '../timeline/fact.ts';

/** A span of one participant's part that was of one kind. */
export interface Span {
  readonly type: Segment['segmentType'];
  readonly from: Fact;
  readonly to?: Fact;
}

/** One participant's part, from when they came to when they were gone, and the work after it. */
export interface Part {
  readonly opened: Fact;
  readonly closed?: Fact;
  readonly spans: readonly Span[];
}

/** What kind of span begins with a fact; what is not listed begins none. */
const begins: Readonly<Partial<Record<TimelineType, Segment['segmentType']>>> = {
  'participant.connected': 'interact',
  'participant.held': 'hold',
  'participant.resumed': 'interact',
  'monitoring.started': 'monitoring',
  'monitoring.repointed': 'monitoring',
};
const opens = new Set(['participant.connected', 'monitoring.started']);
const closes = new Set(['participant.disconnected', 'monitoring.ended']);

const span = (type: Segment['segmentType'], from: Fact, to: Fact | undefined): Span =>
  to === undefined ? { type, from } : { type, from, to };

/**
 * One participant's facts as spans: each beginning closes the span before it, the conversation's end closes
 * what nobody closed, and the wrap-up, once it came, is a span from there on.
 */
export const partOf = (own: readonly Fact[], end: Fact | undefined): Part | undefined => {
  const opened = own.find((fact) => opens.has(fact.type));
  if (opened === undefined) return undefined;
  const closed = own.find((fact) => closes.has(fact.type)) ?? end;
  const starts = own.flatMap((fact) => {
    const type = begins[fact.type];
    return type === undefined ? [] : [{ type, fact }];
  });
  const active = starts.map(({ type, fact }, i) => span(type, fact, starts[i + 1]?.fact ?? closed));
  if (closed === undefined) return { opened, spans: active };
  const wrapped = own.find((fact) => fact.type === 'participant.wrappedUp');
  const after = wrapped === undefined ? [] : [span('wrapup', closed, wrapped)];
  return { opened, closed, spans: [...active, ...after] };
};

/** What was written beside a wrap-up, on the span that it closed. */
const noteOf = ({ type }: Span, note: WrapUpNote = {}): Pick<Segment, 'wrapUpNote' | 'wrapUpName'> =>
  type !== 'wrapup'
    ? {}
    : {
        ...(note.notes === undefined ? {} : { wrapUpNote: note.notes }),
        ...(note.name === undefined ? {} : { wrapUpName: note.name }),
      };

const segmentOf = ({ type, from, to }: Span): Segment => ({
  segmentStart: iso(from.time),
  ...(to === undefined ? {} : { segmentEnd: iso(to.time) }),
  segmentType: type,
  ...(from.queueId === undefined ? {} : { queueId: from.queueId }),
  ...(to?.disconnectType === undefined ? {} : { disconnectType: to.disconnectType }),
  ...(to?.wrapupCode === undefined ? {} : { wrapUpCode: to.wrapupCode }),
});

/** What all spans of a kind took together, ms. */
const took = (part: Part, type: Segment['segmentType']): number =>
  part.spans
    .filter((span) => span.type === type)
    .reduce((sum, { from, to }) => sum + Math.max(0, (to ?? from).time - from.time), 0);

/** An agent's time: talk and hold once they are gone, the work after it once they have wrapped up. */
const handling = (part: Part): readonly (readonly [SessionMetric['name'], number])[] => {
  const [tTalk, tHeld, tAcw] = [took(part, 'interact'), took(part, 'hold'), took(part, 'wrapup')];
  const has = (type: Segment['segmentType']) => part.spans.some((span) => span.type === type);
  return [
    ['tTalk', tTalk],
    ...(has('hold') ? ([['tHeld', tHeld]] as const) : []),
    ...(has('wrapup') ? ([['tAcw', tAcw]] as const) : []),
    ['tHandle', tTalk + tHeld + tAcw],
  ];
};

/** Measured once the part is over; each value in ms, but nMonitoring, which counts. */
const metricsOf = (part: Part): SessionMetric[] => {
  if (part.closed === undefined) return [];
  const emitDate = iso((part.spans.at(-1)?.to ?? part.closed).time);
  const metric = (name: SessionMetric['name'], value: number): SessionMetric => ({ name, value, emitDate });
  if (part.opened.type === 'monitoring.started')
    return [metric('nMonitoring', 1), metric('tMonitoring', took(part, 'monitoring'))];
  if (part.opened.purpose === 'acd') return [metric('nOffered', 1), metric('tWait', took(part, 'interact'))];
  if (part.opened.purpose === 'agent') return handling(part).map(([name, value]) => metric(name, value));
  return [];
};

const sessionOf = (part: Part, messageType: MessageType, notes: WrapUpNotes): AnalyticsSession => {
  const target = part.spans.at(-1)?.from.monitoredParticipantId;
  return {
    sessionId: part.opened.participantId ?? '',
    mediaType: 'message',
    messageType,
    ...(target === undefined ? {} : { monitoredParticipantId: target }),
    segments: part.spans.map((span) => ({
      ...segmentOf(span),
      ...noteOf(span, notes[part.opened.participantId ?? '']),
    })),
    metrics: metricsOf(part),
  };
};

/**
 * Who took part and who monitored, with segments and metrics, as the facts tell it. A pure fold: the same facts give
 * the same details, whenever they are asked for.
 */
export const foldDetails = (
  facts: readonly Fact[],
  messageType: MessageType,
  notes: WrapUpNotes = {},
): AnalyticsParticipant[] => {
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
        sessions: [sessionOf(part, messageType, notes)],
      },
    ];
  });
};
