import type { Segment } from '../../contract/analytics.ts';
import type { TimelineType } from '../../contract/timeline.ts';
import type { Fact } from '../timeline/fact.ts';

/** A stretch of one participant's part that was of one kind. */
export interface Stretch {
  readonly type: Segment['segmentType'];
  readonly from: Fact;
  readonly to?: Fact;
}

/** One participant's part, from when they came to when they were gone, and the work after it. */
export interface Part {
  readonly opened: Fact;
  readonly closed?: Fact;
  readonly stretches: readonly Stretch[];
}

/** What kind of stretch begins with a fact; what is not listed begins none. */
const begins: Readonly<Partial<Record<TimelineType, Segment['segmentType']>>> = {
  'participant.connected': 'interact',
  'participant.held': 'hold',
  'participant.resumed': 'interact',
  'monitoring.started': 'monitoring',
  'monitoring.repointed': 'monitoring',
};
const opens = new Set(['participant.connected', 'monitoring.started']);
const closes = new Set(['participant.disconnected', 'monitoring.ended']);

const stretch = (type: Segment['segmentType'], from: Fact, to: Fact | undefined): Stretch =>
  to === undefined ? { type, from } : { type, from, to };

/**
 * One participant's facts as stretches: each beginning closes the stretch before it, the conversation's end closes
 * what nobody closed, and the wrap-up, once it came, is a stretch from there on.
 */
export const partOf = (own: readonly Fact[], end: Fact | undefined): Part | undefined => {
  const opened = own.find((fact) => opens.has(fact.type));
  if (opened === undefined) return undefined;
  const closed = own.find((fact) => closes.has(fact.type)) ?? end;
  const starts = own.flatMap((fact) => {
    const type = begins[fact.type];
    return type === undefined ? [] : [{ type, fact }];
  });
  const active = starts.map(({ type, fact }, i) => stretch(type, fact, starts[i + 1]?.fact ?? closed));
  if (closed === undefined) return { opened, stretches: active };
  const wrapped = own.find((fact) => fact.type === 'participant.wrappedUp');
  const after = wrapped === undefined ? [] : [stretch('wrapup', closed, wrapped)];
  return { opened, closed, stretches: [...active, ...after] };
};
