import type { ReactNode } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { ShownPanel } from '../live/facts.ts';

/** Levels of nested data that are laid out; what is deeper is shown as JSON. */
const deepest = 3;

const words = (name: string): string =>
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

const Fields = ({
  data,
  depth,
}: {
  readonly data: Readonly<Record<string, unknown>>;
  readonly depth: number;
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

const known = ['customer', 'order', 'actions'] as const;

const ContextualPanel = ({ panel }: { readonly panel: ShownPanel }) => {
  const say = useSay();
  const times = useTimes();
  const own = known.find((id) => id === panel.id);
  const title = panel.title ?? (own === undefined ? words(panel.id) : say(`panels.${own}`));
  return (
    <section
      className="panel"
      aria-label={title}
      data-changed={panel.changedAt !== undefined}
      key={panel.version}
    >
      <h3>
        {title}
        {panel.changedAt === undefined ? null : (
          <span className="quiet">{say('panels.changed', { time: times.second(panel.changedAt) })}</span>
        )}
      </h3>
      <Fields data={panel.data} depth={0} />
    </section>
  );
};

/** Every contextual panel that the agent sees, as it is now. */
export const Panels = ({
  panels,
  agent,
}: {
  readonly panels: ReadonlyMap<string, ShownPanel>;
  readonly agent: string;
}) => {
  const say = useSay();
  return (
    <section className="panels" aria-label={say('panels.title', { agent })}>
      <h2>{say('panels.title', { agent })}</h2>
      {panels.size === 0 ? <p className="quiet">{say('panels.empty')}</p> : null}
      {[...panels.values()].map((panel) => (
        <ContextualPanel key={panel.id} panel={panel} />
      ))}
    </section>
  );
};
