import type { TimelineEntry } from '../../src/contract/timeline.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { TextKey } from '../catalogue/en.ts';

/** One line of the transcript as it is shown. Times are ms since the epoch. */
export type TranscriptItem =
  | { readonly kind: 'day'; readonly key: string; readonly time: number }
  | {
      readonly kind: 'line';
      readonly key: string;
      readonly time: number;
      readonly text: TextKey;
      readonly fact: TimelineEntry;
    }
  | {
      readonly kind: 'entry';
      readonly key: string;
      readonly time: number;
      readonly entry: TranscriptEntry;
      /** The sender's first in a row: the name stands above it. */
      readonly isFirst: boolean;
    };

const lines: Partial<Record<TimelineEntry['type'], (fact: TimelineEntry) => TextKey | undefined>> = {
  'participant.connected': ({ purpose }) =>
    purpose === 'acd' ? 'line.queued' : purpose === 'customer' ? undefined : 'line.joined',
  'participant.disconnected': ({ purpose }) =>
    purpose === 'acd' || purpose === 'customer' ? undefined : 'line.left',
  'participant.held': () => 'line.held',
  'participant.resumed': () => 'line.resumed',
  'participant.wrappedUp': () => 'line.wrappedUp',
  'conversation.transferred': () => 'line.transferred',
  'conversation.ended': () => 'line.ended',
};

/** What the transcript says of a fact; undefined for what the transcript does not tell. */
export const lineOf = (fact: TimelineEntry): TextKey | undefined => lines[fact.type]?.(fact);

/** ms within which no zone begins another day: their offsets from UTC are whole quarters of an hour. */
const quarterMs = 15 * 60_000;

/** Names days as `dayOf` does, which costs more than all else here, once in a quarter of an hour. */
const rarely = (dayOf: (time: number) => string): ((time: number) => string) => {
  let [quarter, day] = [Number.NaN, ''];
  return (time) => {
    const own = Math.floor(time / quarterMs);
    if (own !== quarter) [quarter, day] = [own, dayOf(time)];
    return day;
  };
};

/** Lays messages and what happened between them into one column, oldest first, with a mark at each new day by `dayOf`. */
export const transcriptItems = (
  entries: readonly TranscriptEntry[],
  facts: readonly TimelineEntry[],
  dayOf: (time: number) => string,
): readonly TranscriptItem[] => {
  const told = facts.flatMap((fact, index) => {
    const text = lineOf(fact);
    return text === undefined
      ? []
      : [{ kind: 'line' as const, key: `f${index}`, time: Date.parse(fact.time), text, fact }];
  });
  const items: TranscriptItem[] = [];
  let next = 0;
  const nameOf = rarely(dayOf);
  let lastDay: string | undefined;
  let lastSender: string | undefined;
  const put = (item: TranscriptItem): void => {
    const at = nameOf(item.time);
    if (at !== lastDay) items.push({ kind: 'day', key: `d${at}`, time: item.time });
    lastDay = at;
    items.push(item);
  };
  for (const entry of entries) {
    const time = Date.parse(entry.time);
    for (let line = told[next]; line !== undefined && line.time <= time; line = told[next]) {
      put(line);
      lastSender = undefined;
      next += 1;
    }
    const isFirst = entry.participantId !== lastSender || entry.type === 'Lost';
    lastSender = entry.type === 'Lost' ? undefined : entry.participantId;
    put({ kind: 'entry', key: `s${entry.seq}`, time, entry, isFirst });
  }
  for (const line of told.slice(next)) put(line);
  return items;
};

/** The texts in which an entry can be found. */
export const textsOf = ({ text, content }: TranscriptEntry): string =>
  [
    text ?? '',
    ...(content ?? []).map((part) => {
      if (part.contentType === 'Attachment') return part.attachment.filename ?? '';
      if (part.contentType === 'QuickReply') return part.quickReply.text;
      return part.contentType === 'ButtonResponse' ? part.buttonResponse.text : '';
    }),
  ].join(' ');
