import { useId, useState } from 'react';
import { useLocation } from 'wouter';
import * as z from 'zod';
import { useSay } from '../catalogue/text.tsx';
import { CrossMark } from '../parts/marks.tsx';
import { useConsoleSettings, useSetConsole } from '../parts/use-console-settings.ts';
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

const ViewList = ({
  title,
  views,
  onRemove,
}: {
  readonly title: string;
  readonly views: Views;
  readonly onRemove?: (name: string) => void;
}) => {
  const say = useSay();
  const [, go] = useLocation();
  if (views.length === 0) return null;
  return (
    <>
      <h3 className="quiet">{title}</h3>
      <ul>
        {views.map(({ name, search }) => (
          <li key={name}>
            <button type="button" className="quiet-button" onClick={() => go(`/interactions?${search}`)}>
              {name}
            </button>
            {onRemove === undefined ? null : (
              <button
                type="button"
                className="icon-button"
                aria-label={say('interactions.views.remove', { name })}
                onClick={() => onRemove(name)}
              >
                <CrossMark />
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
};

/** Saved views: names for addresses, mine in this browser, everybody's with the tenant; and the choice of columns. */
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
  const shared = useConsoleSettings();
  const share = useSetConsole();
  const [views, setViews] = useState(read);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const keep = (next: Views) => {
    localStorage.setItem(kept, JSON.stringify(next));
    setViews(next);
  };
  const save = () => {
    const view = { name: name.trim(), search };
    const withView = (known: Views) => [...known.filter((other) => other.name !== view.name), view];
    if (view.name === '') return;
    if (isShared) share.mutate((now) => ({ ...now, views: withView(now.views) }));
    else keep(withView(views));
    setName('');
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
        <ViewList title={say('interactions.views.tenant')} views={shared.views} />
        <ViewList
          title={say('interactions.views.mine')}
          views={views}
          onRemove={(removed) => keep(views.filter((other) => other.name !== removed))}
        />
        <form
          onSubmit={(event) => {
            event.preventDefault();
            save();
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
          <label>
            <input type="checkbox" checked={isShared} onChange={() => setShared(!isShared)} />
            {say('interactions.views.share')}
          </label>
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
