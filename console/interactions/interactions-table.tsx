import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSay } from '../catalogue/text.tsx';
import type { Interaction } from '../live/facts.ts';
import { useKeys } from '../parts/keys.ts';
import { type Column, columns, type Filters } from './filters.ts';
import { Row } from './row.tsx';
import { type Pending, useSettledOrder } from './settled-order.ts';

/** px of one row; narrower screens stack two lines in it. */
const rowHeight = { wide: 36, narrow: 56 };
const narrow = window.matchMedia('(max-width: 1000px)');

/** Where the list was left: who comes back from an interaction finds it as it was. */
const left: { offset: number; current: string | undefined } = { offset: 0, current: undefined };

const PendingChanges = ({
  pending,
  onApply,
}: {
  readonly pending: Pending;
  readonly onApply: () => void;
}) => {
  const say = useSay();
  const parts = [
    ...(pending.added > 0 ? [say('interactions.pending.new', { count: pending.added })] : []),
    ...(pending.moved > 0 ? [say('interactions.pending.moved', { count: pending.moved })] : []),
    ...(pending.gone > 0 ? [say('interactions.pending.gone', { count: pending.gone })] : []),
  ];
  if (parts.length === 0) return null;
  return (
    <button type="button" className="pending" onClick={onApply}>
      {parts.join(', ')} · {say('interactions.pending.apply')}
    </button>
  );
};

const Heading = ({
  column,
  filters,
  onSort,
}: {
  readonly column: Column;
  readonly filters: Filters;
  readonly onSort: (column: Column) => void;
}) => {
  const say = useSay();
  const name = say(`interactions.column.${column}`);
  const isSorted = filters.sort === column;
  return (
    // biome-ignore lint/a11y/useSemanticElements: as the rows
    // biome-ignore lint/a11y/useFocusableInteractive: the button in it has the focus
    <div
      role="columnheader"
      className={`cell ${column}`}
      aria-sort={isSorted ? (filters.isDescending ? 'descending' : 'ascending') : undefined}
    >
      {column === 'action' ? (
        <span className="visually-hidden">{name}</span>
      ) : (
        <button
          type="button"
          title={say('interactions.sort', { column: name })}
          onClick={() => onSort(column)}
        >
          {name}
          <span className="sort-mark" aria-hidden="true">
            {isSorted ? (filters.isDescending ? '↓' : '↑') : ''}
          </span>
        </button>
      )}
    </div>
  );
};

/** The live table: rows change in place; their order changes while nobody points at them. */
export const InteractionsTable = ({
  rows,
  filters,
  onSort,
  label,
}: {
  readonly rows: readonly Interaction[];
  readonly filters: Filters;
  readonly onSort: (column: Column) => void;
  readonly label: string;
}) => {
  const scroller = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState(left.current);
  const [isNarrow, setNarrow] = useState(narrow.matches);
  const shown = useMemo(() => columns.filter((column) => !filters.hidden.has(column)), [filters.hidden]);
  const byId = useMemo(() => new Map(rows.map((row) => [row.id, row])), [rows]);
  const wanted = useMemo(() => rows.map(({ id }) => id), [rows]);
  const { ids, pending, hold, release, apply } = useSettledOrder(wanted);
  const last = useRef(new Map<string, Interaction>());
  for (const row of rows) last.current.set(row.id, row);

  useEffect(() => {
    const onChange = () => setNarrow(narrow.matches);
    narrow.addEventListener('change', onChange);
    return () => narrow.removeEventListener('change', onChange);
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question is another order, wherever the pointer is
  useEffect(release, [filters, release]);
  useEffect(() => {
    const shownIds = new Set(ids);
    for (const id of last.current.keys()) if (!shownIds.has(id)) last.current.delete(id);
  }, [ids]);
  useEffect(() => {
    left.current = current;
  }, [current]);

  const virtual = useVirtualizer({
    count: ids.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (isNarrow ? rowHeight.narrow : rowHeight.wide),
    getItemKey: (index) => ids[index] ?? index,
    initialOffset: left.offset,
    overscan: 12,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height of rows depends on the width of the screen
  useEffect(() => virtual.measure(), [isNarrow]);

  const step = useCallback(
    (by: number) => {
      const at = current === undefined ? -1 : ids.indexOf(current);
      const next = Math.min(Math.max(at + by, 0), ids.length - 1);
      setCurrent(ids[next]);
      virtual.scrollToIndex(next);
    },
    [current, ids, virtual],
  );
  const press = (selector: string) => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-row]')?.dataset.row;
    const row = focused ?? current;
    if (row === undefined) return;
    document.querySelector<HTMLElement>(`[data-row="${CSS.escape(row)}"] ${selector}`)?.click();
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
    m: () => press('button.monitor:not(.is-mine)'),
    s: () => press('button.is-mine'),
  });

  const columnsClass = shown.map((column) => `has-${column}`).join(' ');
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which table elements do not allow
    <div
      role="table"
      className={`grid ${columnsClass}`}
      aria-label={label}
      aria-rowcount={ids.length + 1}
      ref={scroller}
      onScroll={(event) => {
        left.offset = event.currentTarget.scrollTop;
      }}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <div role="rowgroup" className="grid-head">
        {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: a heading is not operated */}
        <div role="row" className="row" aria-rowindex={1}>
          {shown.map((column) => (
            <Heading key={column} column={column} filters={filters} onSort={onSort} />
          ))}
        </div>
        <PendingChanges pending={pending} onApply={apply} />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: as the table */}
      <div
        role="rowgroup"
        className="grid-body"
        style={{ blockSize: virtual.getTotalSize() }}
        onPointerEnter={(event) => {
          if (event.pointerType === 'mouse') hold();
        }}
        onPointerLeave={release}
      >
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const id = ids[index] ?? '';
          const interaction = byId.get(id) ?? last.current.get(id);
          return interaction === undefined ? null : (
            <Row
              key={key}
              interaction={interaction}
              shown={shown}
              index={index}
              isCurrent={current === id}
              onCurrent={setCurrent}
              top={start}
            />
          );
        })}
      </div>
    </div>
  );
};
