import type { AnalyticsParticipant, ConversationDetails, Segment } from '../../src/contract/analytics.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { DisconnectType, Purpose } from '../../src/contract/words.ts';

/** A span of time in a lane; ms since the epoch. Without an end it lasts still. */
export interface Span {
  readonly type: Segment['segmentType'];
  readonly from: number;
  readonly to?: number;
  readonly how?: DisconnectType;
}

/** One participant over time. */
export interface Lane {
  readonly key: string;
  readonly purpose: Purpose;
  readonly name: string;
  readonly spans: readonly Span[];
  /** Times of this participant's messages, ms. */
  readonly ticks: readonly number[];
}

const order: readonly Purpose[] = ['customer', 'bot', 'acd', 'agent', 'user'];

const spanOf = ({ segmentType, segmentStart, segmentEnd, disconnectType }: Segment): Span => ({
  type: segmentType,
  from: Date.parse(segmentStart),
  ...(segmentEnd === undefined ? {} : { to: Date.parse(segmentEnd) }),
  ...(disconnectType === undefined ? {} : { how: disconnectType }),
});

/** Parts of one person are one lane; the waits of all queues are one lane. */
const laneKey = ({ purpose, userId, participantId }: AnalyticsParticipant): string => {
  if (purpose === 'acd' || purpose === 'customer') return purpose;
  return `${purpose}.${userId ?? participantId}`;
};

/** Lanes of an interaction: customer, bot, queue, one for each agent and each monitor, in the order of their coming. */
export const lanesOf = (
  details: ConversationDetails,
  entries: readonly TranscriptEntry[],
  queueName: (id: string) => string,
): readonly Lane[] => {
  const ticks = new Map<string, number[]>();
  for (const { participantId, time, type } of entries) {
    if (participantId === undefined || type === 'Lost') continue;
    const known = ticks.get(participantId);
    if (known === undefined) ticks.set(participantId, [Date.parse(time)]);
    else known.push(Date.parse(time));
  }
  const lanes = new Map<string, { participant: AnalyticsParticipant; spans: Span[]; ticks: number[] }>();
  for (const participant of details.participants) {
    const key = laneKey(participant);
    const lane = lanes.get(key) ?? { participant, spans: [], ticks: [] };
    lane.spans.push(...participant.sessions.flatMap(({ segments }) => segments.map(spanOf)));
    lane.ticks.push(...(ticks.get(participant.participantId) ?? []));
    lanes.set(key, lane);
  }
  return [...lanes]
    .map(([key, { participant, spans, ticks: own }]) => ({
      key,
      purpose: participant.purpose,
      name: participant.purpose === 'acd' ? queueName(details.queueId) : (participant.participantName ?? ''),
      spans: spans.sort((a, b) => a.from - b.from),
      ticks: own,
    }))
    .sort((a, b) => order.indexOf(a.purpose) - order.indexOf(b.purpose));
};

/** Everything that happened to the lanes, by time: where a cursor can stand. */
export interface Moment {
  readonly time: number;
  readonly lane: Lane;
  readonly what: 'from' | 'to' | 'message';
  readonly span?: Span;
}

/** The moments of all lanes, oldest first. */
export const momentsOf = (lanes: readonly Lane[]): readonly Moment[] =>
  lanes
    .flatMap((lane): Moment[] => [
      ...lane.spans.map((span): Moment => ({ time: span.from, lane, what: 'from', span })),
      ...lane.spans.flatMap((span): Moment[] =>
        span.to === undefined ? [] : [{ time: span.to, lane, what: 'to', span }],
      ),
      ...lane.ticks.map((time): Moment => ({ time, lane, what: 'message' })),
    ])
    .sort((a, b) => a.time - b.time);

/** Steps between marks of the time axis, ms. */
const steps = [10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21_600, 86_400].map((seconds) => seconds * 1000);

/** Times of the axis' marks (ms): as many as fit `width` px with `apart` px between two. */
export const axisMarks = (from: number, to: number, width: number, apart = 90): readonly number[] => {
  const most = Math.max(1, Math.floor(width / apart));
  const step = steps.find((candidate) => (to - from) / candidate <= most) ?? to - from + 1;
  const first = Math.ceil(from / step) * step;
  const marks: number[] = [];
  for (let time = first; time <= to; time += step) marks.push(time);
  return marks;
};
