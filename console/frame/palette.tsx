import { useId, useMemo, useRef, useState } from 'react';
import { useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import type { Facts } from '../live/facts.ts';
import { useFacts, useLive } from '../live/use-live.ts';
import { administrationParts } from '../parts/addresses.ts';
import { Dialog } from '../parts/dialog.tsx';

interface Place {
  readonly kind: 'view' | 'queue' | 'agent' | 'interaction';
  readonly text: string;
  readonly path: string;
}

/** Places shown at a time. */
const most = 12;

const placesOf = (facts: Facts, views: readonly Place[]): readonly Place[] => {
  const agents = new Map(
    [...facts.interactions.values()].flatMap(({ agents: present }) =>
      present.map(({ userId, name }) => [userId, name] as const),
    ),
  );
  return [
    ...views,
    ...[...facts.queues.values()].map(({ id, name }) => ({
      kind: 'queue' as const,
      text: name,
      path: `/queues/${id}`,
    })),
    ...[...agents].map(([userId, name]) => ({
      kind: 'agent' as const,
      text: name,
      path: `/interactions?agent=${userId}`,
    })),
    ...[...facts.interactions.values()].map(({ id, customer, agents: present }) => ({
      kind: 'interaction' as const,
      text: [customer, ...present.map(({ name }) => name)].join(' · '),
      path: `/interactions/${id}`,
    })),
  ];
};

/** Ctrl-K: goes to a view, a queue, an agent or an interaction by a few letters of its name. */
export const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const say = useSay();
  const live = useLive();
  const [, go] = useLocation();
  const [query, setQuery] = useState('');
  const [chosen, setChosen] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const isFilled = useFacts((facts) => facts.filled);
  // biome-ignore lint/correctness/useExhaustiveDependencies: what comes and goes moves no place, once the floor is read
  const places = useMemo(
    () =>
      placesOf(live.store.get(), [
        { kind: 'view', text: say('nav.interactions'), path: '/interactions' },
        { kind: 'view', text: say('nav.queues'), path: '/queues' },
        { kind: 'view', text: say('nav.administration'), path: '/administration' },
        ...administrationParts.map((part) => ({
          kind: 'view' as const,
          text: `${say('nav.administration')} · ${say(`admin.${part}`)}`,
          path: `/administration/${part}`,
        })),
      ]),
    [live, say, isFilled],
  );
  const words = query.toLocaleLowerCase().split(/\s+/);
  const found = places
    .filter(({ text }) => words.every((word) => text.toLocaleLowerCase().includes(word)))
    .slice(0, most);
  const at = Math.min(chosen, found.length - 1);
  const visit = (place: Place | undefined) => {
    if (place === undefined) return;
    onClose();
    go(place.path);
  };
  return (
    <Dialog title={say('palette.title')} isTitleShown={false} onClose={onClose}>
      <input
        className="palette-input"
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        aria-label={say('palette.title')}
        placeholder={say('palette.title')}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setChosen(Math.min(at + 1, found.length - 1));
          else if (event.key === 'ArrowUp') setChosen(Math.max(at - 1, 0));
          else if (event.key === 'Enter') visit(found[at]);
          else return;
          event.preventDefault();
        }}
      />
      <div className="palette" role="listbox" id={id} ref={list} aria-label={say('palette.title')}>
        {found.map((place, index) => (
          <div
            key={place.path}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            onPointerMove={() => setChosen(index)}
            onPointerUp={() => visit(place)}
          >
            <span>{place.text}</span>
            <span className="quiet">{say(`palette.kind.${place.kind}`)}</span>
          </div>
        ))}
      </div>
      <p className="quiet palette-count" role="status">
        {found.length === 0 ? say('palette.nothing') : say('palette.results', { count: found.length })}
      </p>
    </Dialog>
  );
};
