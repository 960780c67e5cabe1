import type { ReactNode } from 'react';

/** Levels of nested data that are laid out; what is deeper is shown as JSON. */
const deepest = 3;

/** A name of the desktop's as words: `orderNumber`, `order_number` and `order-number` alike. */
export const words = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll(/[_-]+/g, ' ')
    .replace(/^./, (letter) => letter.toUpperCase());

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A value as the agent's desktop wrote it: any JSON, laid out as far as it is plain. */
const Value = ({ value, depth = 0 }: { readonly value: unknown; readonly depth?: number }): ReactNode => {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value !== 'object') return String(value);
  if (depth >= deepest) return <code>{JSON.stringify(value)}</code>;
  if (Array.isArray(value))
    return (
      <ol className="panel-list">
        {value.map((item: unknown, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a list of the desktop has no keys
          <li key={index}>
            <Value value={item} depth={depth + 1} />
          </li>
        ))}
      </ol>
    );
  return isRecord(value) ? <Fields data={value} depth={depth + 1} /> : null;
};

/** Data by its names, laid out as far as it is plain. */
export const Fields = ({
  data,
  depth = 0,
}: {
  readonly data: Readonly<Record<string, unknown>>;
  readonly depth?: number;
}) => (
  <dl className="panel-fields">
    {Object.entries(data).map(([name, value]) => (
      <div key={name}>
        <dt>{words(name)}</dt>
        <dd dir="auto">
          <Value value={value} depth={depth} />
        </dd>
      </div>
    ))}
  </dl>
);
