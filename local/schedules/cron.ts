/** A field of a cron expression: the least and the greatest value, and words for values. */
interface Field {
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const months = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** The six fields in their order (EventBridge: minutes, hours, day of month, month, day of week, year). */
const fields: readonly Field[] = [
  { from: 0, to: 59 },
  { from: 0, to: 23 },
  { from: 1, to: 31 },
  { from: 1, to: 12, words: months },
  { from: 1, to: 7, words: days },
  { from: 1970, to: 2199 },
];

const readValue = ({ from, to, words = [] }: Field, text: string): number | undefined => {
  const word = words.indexOf(text.toUpperCase());
  const value = word >= 0 ? word + from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
};

/** The values of one part of a list: `*`, `?`, `5`, `MON-FRI`, and each with a step, `0/15`. */
const valuesOf = (field: Field, part: string): readonly number[] | undefined => {
  const [range = '', step = '1', ...more] = part.split('/');
  const [first = '', last, ...further] = range.split('-');
  const every = range === '*' || range === '?';
  const from = every ? field.from : readValue(field, first);
  const to = every || (last === undefined && part.includes('/')) ? field.to : readValue(field, last ?? first);
  if (from === undefined || to === undefined || !/^[1-9]\d*$/.test(step)) return undefined;
  if (more.length > 0 || further.length > 0 || from > to) return undefined;
  return Array.from(
    { length: Math.floor((to - from) / Number(step)) + 1 },
    (_, n) => from + n * Number(step),
  );
};

/**
 * Whether a minute (UTC) is one of those that `cron(...)` names, as EventBridge reads it; undefined for what is no such
 * expression, and for `L`, `W` and `#`, which are not served here.
 */
export const parseCron = (expression: string): ((at: Date) => boolean) | undefined => {
  const parts = /^cron\((.+)\)$/.exec(expression)?.[1]?.trim().split(/\s+/);
  if (parts?.length !== fields.length) return undefined;
  // One of the two names days: the other leaves it open.
  if ((parts[2] === '?') === (parts[4] === '?')) return undefined;
  const wanted: ReadonlySet<number>[] = [];
  for (const [index, field] of fields.entries()) {
    const values = (parts[index] ?? '').split(',').map((part) => valuesOf(field, part));
    if (values.some((some) => some === undefined)) return undefined;
    wanted.push(new Set(values.flatMap((some) => some ?? [])));
  }
  return (at) =>
    [
      at.getUTCMinutes(),
      at.getUTCHours(),
      at.getUTCDate(),
      at.getUTCMonth() + 1,
      at.getUTCDay() + 1,
      at.getUTCFullYear(),
    ].every((value, index) => wanted[index]?.has(value) === true);
};
