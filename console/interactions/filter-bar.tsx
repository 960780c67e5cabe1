import { useMemo, useRef } from 'react';
import { MessageType } from '../../src/contract/words.ts';
import { useSay } from '../catalogue/text.tsx';
import { useFacts } from '../live/use-live.ts';
import { useKeys } from '../parts/keys.ts';
import { type Filters, filterNames, isNarrowed } from './filters.ts';
import { SavedViews } from './saved-views.tsx';

const longer = [5, 10, 20, 30, 60];
const silent = [1, 2, 5, 10];

/** One filter as a select that bears its own name; `isNamed` repeats the name before what is chosen. */
const Choice = ({
  label,
  value,
  options,
  isNamed = false,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [string, string])[];
  readonly isNamed?: boolean;
  readonly onChange: (value: string) => void;
}) => {
  const chosen = value === '0' ? '' : value;
  const known = chosen === '' || options.some(([option]) => option === chosen);
  return (
    <select
      className="choice"
      aria-label={label}
      data-set={chosen !== ''}
      value={chosen}
      onChange={(event) => onChange(event.target.value)}
    >
      <option value="">{label}</option>
      {options.map(([option, text]) => (
        <option key={option} value={option}>
          {isNamed ? `${label} ${text}` : text}
        </option>
      ))}
      {known ? null : <option value={chosen}>{chosen}</option>}
    </select>
  );
};

/** The filters of the table; what is set stands in the address. */
export const FilterBar = ({
  filters,
  search,
  set,
}: {
  readonly filters: Filters;
  readonly search: string;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
}) => {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const queues = useFacts((facts) => facts.queues);
  const interactions = useFacts((facts) => facts.interactions);
  useKeys({ '/': () => input.current?.focus() });

  const people = useMemo(() => {
    const [agents, monitors] = [new Map<string, string>(), new Map<string, string>()];
    for (const interaction of interactions.values()) {
      for (const { userId, name } of interaction.agents) agents.set(userId, name);
      if (interaction.monitor !== undefined)
        monitors.set(interaction.monitor.userId, interaction.monitor.name);
    }
    const byName = (map: ReadonlyMap<string, string>) => [...map].sort(([, a], [, b]) => a.localeCompare(b));
    return { agents: byName(agents), monitors: byName(monitors) };
  }, [interactions]);

  const minutes = (counts: readonly number[]) =>
    counts.map((count) => [String(count), say('interactions.filter.minutes', { count })] as const);
  const isLive = filters.tab !== 'ended';
  return (
    <search className="filters">
      <input
        ref={input}
        type="search"
        aria-label={say('interactions.search')}
        placeholder={say('interactions.search.short')}
        value={filters.text}
        onChange={(event) => set({ text: event.target.value })}
      />
      <Choice
        label={say('interactions.filter.queue')}
        value={filters.queue}
        options={[...queues.values()].map(({ id, name }) => [id, name] as const)}
        onChange={(queue) => set({ queue })}
      />
      <Choice
        label={say('interactions.filter.agent')}
        value={filters.agent}
        options={people.agents}
        onChange={(agent) => set({ agent })}
      />
      <Choice
        label={say('interactions.filter.channel')}
        value={filters.channel}
        options={MessageType.options.map((type) => [type, say(`channel.${type}`)] as const)}
        onChange={(channel) => set({ channel })}
      />
      {isLive ? (
        <>
          <Choice
            label={say('interactions.filter.longer')}
            isNamed
            value={String(filters.longer)}
            options={minutes(longer)}
            onChange={(value) => set({ longer: value })}
          />
          <Choice
            label={say('interactions.filter.silent')}
            isNamed
            value={String(filters.silent)}
            options={minutes(silent)}
            onChange={(value) => set({ silent: value })}
          />
          <Choice
            label={say('interactions.filter.monitor')}
            isNamed
            value={filters.monitor}
            options={[['-', say('interactions.filter.nobody')], ...people.monitors]}
            onChange={(monitor) => set({ monitor })}
          />
        </>
      ) : null}
      {isNarrowed(search) ? (
        <button
          type="button"
          className="quiet-button"
          onClick={() => set(Object.fromEntries(filterNames.map((name) => [name, ''])))}
        >
          {say('interactions.clear')}
        </button>
      ) : null}
      <SavedViews search={search} hidden={filters.hidden} set={set} />
    </search>
  );
};
