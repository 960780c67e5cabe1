import { useMemo } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useNowEvery } from '../live/clock.ts';
import type { Interaction } from '../live/facts.ts';
import { useFacts, useQueueNames } from '../live/use-live.ts';
import { PartError } from '../parts/part.tsx';
import { useTitle } from '../parts/use-title.ts';
import { useEnded } from './ended.ts';
import { FilterBar } from './filter-bar.tsx';
import { type Column, type Filters, isNarrowed, matches, sorted, tabs, useFilters } from './filters.ts';
import { InteractionsTable } from './interactions-table.tsx';
import './interactions.css';

/** Seconds between two looks at filters that depend on the time. */
const coarse = 5;

const useMatching = (filters: Filters): readonly Interaction[] => {
  const interactions = useFacts((facts) => facts.interactions);
  const queueNameOf = useQueueNames();
  const time = useNowEvery(coarse);
  const now = filters.longer > 0 || filters.silent > 0 ? time : 0;
  return useMemo(() => {
    const found = [...interactions.values()].filter((interaction) =>
      matches(interaction, filters, now === 0 ? Date.now() : now),
    );
    return sorted(found, filters, queueNameOf);
  }, [interactions, queueNameOf, filters, now]);
};

/** Interactions: in progress, monitored, ended; live, with filters that the address keeps. */
export const InteractionsView = () => {
  const say = useSay();
  const { filters, search, set } = useFilters();
  const isFilled = useFacts((facts) => facts.filled);
  useTitle(say('nav.interactions'));
  const live = useMatching(filters);
  const isEnded = filters.tab === 'ended';
  const { rows: ended, query } = useEnded(filters, isEnded);
  const queueNameOf = useQueueNames();
  const endedRows = useMemo(
    () => (filters.sort === 'duration' ? ended : sorted(ended, filters, queueNameOf)),
    [ended, filters, queueNameOf],
  );
  const rows = isEnded ? endedRows : live;
  const onSort = (column: Column) =>
    set({ sort: filters.sort === column && !filters.isDescending ? `-${column}` : column });
  const isReading = isEnded ? query.isPending : !isFilled;
  return (
    <section className="interactions" aria-label={say('interactions.title')}>
      <div className="interactions-head">
        <h1 className="visually-hidden">{say('interactions.title')}</h1>
        <fieldset className="segments" aria-label={say('interactions.tabs')}>
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              aria-pressed={filters.tab === tab}
              onClick={() => set({ tab: tab === 'live' ? '' : tab })}
            >
              {say(`interactions.tab.${tab}`)}
            </button>
          ))}
        </fieldset>
        <FilterBar filters={filters} search={search} set={set} />
      </div>
      {query.isError && isEnded ? (
        <PartError error={query.error} onRetry={() => void query.refetch()} />
      ) : null}
      <div className="grid-frame">
        <InteractionsTable
          rows={rows}
          filters={filters}
          onSort={onSort}
          label={say(`interactions.tab.${filters.tab}`)}
        />
        {rows.length > 0 || query.isError ? null : (
          <p className="empty">
            {isReading
              ? say('interactions.loading')
              : say(`interactions.empty.${isNarrowed(search) ? 'filtered' : filters.tab}`)}
          </p>
        )}
      </div>
      <p className="interactions-foot quiet">
        <span>{say('interactions.shown', { count: rows.length })}</span>
        {isEnded && query.hasNextPage ? (
          <button type="button" className="quiet-button" onClick={() => void query.fetchNextPage()}>
            {say('interactions.more')}
          </button>
        ) : null}
      </p>
    </section>
  );
};
