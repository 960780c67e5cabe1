import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { ShownPanel } from '../live/facts.ts';
import { Fields, words } from './fields.tsx';
import { journeyPanelOf } from './journey-panels.tsx';

const known = ['customer', 'order', 'actions'] as const;

const ContextualPanel = ({ panel }: { readonly panel: ShownPanel }) => {
  const say = useSay();
  const times = useTimes();
  const own = known.find((id) => id === panel.id);
  const journey = journeyPanelOf(panel.id);
  const title =
    journey === undefined
      ? (panel.title ?? (own === undefined ? words(panel.id) : say(`panels.${own}`)))
      : say(journey.title);
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
      {journey === undefined ? <Fields data={panel.data} /> : <journey.Content data={panel.data} />}
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
