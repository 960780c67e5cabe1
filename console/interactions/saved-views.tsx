import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import * as z from 'zod';
import { useSay } from '../catalogue/text.tsx';
import { CrossMark } from '../frame/marks.tsx';
import { type Column, columns } from './filters.ts';

const kept = 'binocular.views';
const Views = z.array(z.object({ name: z.string(), search: z.string() }));
type Views = z.infer<typeof Views>;

const read = (): Views => {
  try {
    return Views.parse(JSON.parse(localStorage.getItem(kept) ?? '[]'));
  } catch {
    return [];
  }
};

/** My saved views: names for addresses; and the choice of columns. They are kept in this browser. */
export const SavedViews = ({
  search,
  hidden,
  set,
}: {
  readonly search: string;
  readonly hidden: ReadonlySet<Column>;
  readonly set: (changes: Readonly<Record<string, string>>) => void;
}) => {
  const say = useSay();
  const id = useId();
  const [, go] = useLocation();
  const [views, setViews] = useState(read);
  const [name, setName] = useState('');
  const keep = (next: Views) => {
    localStorage.setItem(kept, JSON.stringify(next));
    setViews(next);
  };
  const toggle = (column: Column) => {
    const next = columns.filter((known) => hidden.has(known) !== (known === column));
    set({ hide: next.join(',') });
  };
  return (
    <>
      <button type="button" className="quiet-button end" popoverTarget={id}>
        {say('interactions.views')} · {say('interactions.columns')}
      </button>
      <div id={id} popover="auto" className="popover views-popover">
        <ul>
          {views.map((view) => (
            <li key={view.name}>
              <button
                type="button"
                className="quiet-button"
                onClick={() => go(`/interactions?${view.search}`)}
              >
                {view.name}
              </button>
              <button
                type="button"
                className="icon-button"
                aria-label={say('interactions.views.remove', { name: view.name })}
                onClick={() => keep(views.filter((other) => other !== view))}
              >
                <CrossMark />
              </button>
            </li>
          ))}
        </ul>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() === '') return;
            keep([...views.filter((view) => view.name !== name.trim()), { name: name.trim(), search }]);
            setName('');
          }}
        >
          <input
            type="text"
            maxLength={60}
            aria-label={say('interactions.views.name')}
            placeholder={say('interactions.views.name')}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <button type="submit" className="button">
            {say('interactions.views.save')}
          </button>
        </form>
        <fieldset>
          <legend>{say('interactions.columns')}</legend>
          {columns
            .filter((column) => column !== 'customer' && column !== 'action')
            .map((column) => (
              <label key={column}>
                <input type="checkbox" checked={!hidden.has(column)} onChange={() => toggle(column)} />
                {say(`interactions.column.${column}`)}
              </label>
            ))}
        </fieldset>
      </div>
    </>
  );
};
