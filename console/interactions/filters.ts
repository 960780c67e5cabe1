import { useCallback, useMemo } from 'react';
import { useLocation, useSearch } from 'wouter';
import type { Interaction } from '../live/facts.ts';
import { stateOf } from '../live/interaction-of.ts';

export const tabs = ['live', 'monitored', 'ended'] as const;
export type Tab = (typeof tabs)[number];

/** The columns of the table, in their order; `by` says what a column sorts by. */
export const columns = [
  'channel',
  'customer',
  'queue',
  'agents',
  'state',
  'duration',
  'silence',
  'monitor',
  'action',
] as const;
export type Column = (typeof columns)[number];

/** What the address says of the table: which rows, in which order, with which columns. Times are minutes. */
export interface Filters {
  readonly tab: Tab;
  readonly text: string;
  readonly queue: string;
  readonly agent: string;
  readonly channel: string;
  readonly longer: number;
  readonly silent: number;
  /** A user's id, or `-` for nobody. */
  readonly monitor: string;
  readonly sort: Column;
  readonly isDescending: boolean;
  readonly hidden: ReadonlySet<Column>;
}

const oneOf = <T extends string>(options: readonly T[], text: string | null): T | undefined =>
  options.find((option) => option === text);

/** Reads the filters that an address names; what it does not know counts as not said. */
export const parseFilters = (search: string): Filters => {
  const said = new URLSearchParams(search);
  const word = (name: string): string => said.get(name) ?? '';
  const sort = word('sort');
  return {
    tab: oneOf(tabs, said.get('tab')) ?? 'live',
    text: word('text'),
    queue: word('queue'),
    agent: word('agent'),
    channel: word('channel'),
    longer: Number(word('longer')) || 0,
    silent: Number(word('silent')) || 0,
    monitor: word('monitor'),
    sort: oneOf(columns, sort.replace('-', '')) ?? 'duration',
    isDescending: sort === '' || sort.startsWith('-'),
    hidden: new Set(columns.filter((column) => word('hide').split(',').includes(column))),
  };
};

/** The names of the filters in the address. */
export const filterNames = ['text', 'queue', 'agent', 'channel', 'longer', 'silent', 'monitor'] as const;

/** Whether an address leaves out some of what its tab has. */
export const isNarrowed = (search: string): boolean => {
  const said = new URLSearchParams(search);
  return filterNames.some((name) => said.has(name));
};

/** The filters of the address, and what changes them: the address is the only place where they are. */
export const useFilters = () => {
  const search = useSearch();
  const [, go] = useLocation();
  const filters = useMemo(() => parseFilters(search), [search]);
  const set = useCallback(
    (changes: Readonly<Record<string, string>>) => {
      const next = new URLSearchParams(search);
      for (const [name, value] of Object.entries(changes)) {
        if (value === '' || value === '0') next.delete(name);
        else next.set(name, value);
      }
      const query = next.toString();
      go(`/interactions${query === '' ? '' : `?${query}`}`, { replace: true });
    },
    [search, go],
  );
  return { filters, search, set } as const;
};

const minute = 60_000;

/** Whether an interaction is among the rows. `now` is ms since the epoch. */
export const matches = (interaction: Interaction, filters: Filters, now: number): boolean => {
  const { customer, agents, queueId, messageType, startTime, customerTime, monitor, endTime } = interaction;
  if (endTime !== undefined && filters.tab !== 'ended') return false;
  if (filters.tab === 'monitored' && monitor === undefined) return false;
  if (filters.queue !== '' && queueId !== filters.queue) return false;
  if (filters.channel !== '' && messageType !== filters.channel) return false;
  if (filters.agent !== '' && !agents.some(({ userId }) => userId === filters.agent)) return false;
  if (filters.monitor === '-' && monitor !== undefined) return false;
  if (filters.monitor !== '' && filters.monitor !== '-' && monitor?.userId !== filters.monitor) return false;
  if (filters.longer > 0 && (endTime ?? now) - startTime < filters.longer * minute) return false;
  if (filters.silent > 0 && now - (customerTime ?? now) < filters.silent * minute) return false;
  const text = filters.text.trim().toLocaleLowerCase();
  return (
    text === '' ||
    [customer, ...agents.map(({ name }) => name)].some((name) => name.toLocaleLowerCase().includes(text))
  );
};

const orderOfStates = { waiting: 0, held: 1, interacting: 2, ended: 3 } as const;

const sortKeys: Record<Column, (interaction: Interaction, queueName: string) => string | number> = {
  channel: ({ messageType }) => messageType,
  customer: ({ customer }) => customer.toLocaleLowerCase(),
  queue: (_, queueName) => queueName.toLocaleLowerCase(),
  agents: ({ agents }) => agents[0]?.name.toLocaleLowerCase() ?? '',
  state: (interaction) => orderOfStates[stateOf(interaction)],
  duration: ({ startTime }) => -startTime,
  silence: ({ customerTime }) => -(customerTime ?? Number.POSITIVE_INFINITY),
  monitor: ({ monitor }) => monitor?.name.toLocaleLowerCase() ?? '',
  action: ({ id }) => id,
};

/** Sorts interactions as the address says; equal ones stay in a fixed order, so that no row jumps without a reason. */
export const sorted = (
  interactions: readonly Interaction[],
  { sort, isDescending }: Pick<Filters, 'sort' | 'isDescending'>,
  queueName: (id: string) => string,
): readonly Interaction[] => {
  const keyed = interactions.map((interaction) => ({
    interaction,
    key: sortKeys[sort](interaction, queueName(interaction.queueId)),
  }));
  const sign = isDescending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key !== b.key) return (a.key < b.key ? -1 : 1) * sign;
    return a.interaction.id < b.interaction.id ? -1 : 1;
  });
  return keyed.map(({ interaction }) => interaction);
};
