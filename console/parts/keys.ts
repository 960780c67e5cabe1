import { useEffect, useRef } from 'react';

/** What a key does, by its name as `KeyboardEvent.key` has it; two in a row are written with a space: `g i`. */
export type Keys = Readonly<Record<string, () => void>>;

/** ms within which the second key of two must follow. */
const pairMs = 1_200;

const registered: { readonly current: Keys }[] = [];
let first: { readonly key: string; readonly time: number } | undefined;

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

const find = (name: string): (() => void) | undefined => {
  // The latest view to be shown has its keys before what lies under it.
  for (const { current } of registered.toReversed()) if (current[name] !== undefined) return current[name];
  return undefined;
};

/** Whether a dialog or an open list has the keys: what lies under it has none meanwhile. */
const isCovered = (): boolean => document.querySelector('dialog[open], :popover-open') !== null;

const nameOf = (event: KeyboardEvent): string | undefined => {
  if (event.altKey) return undefined;
  if (event.ctrlKey || event.metaKey) return `ctrl+${event.key.toLowerCase()}`;
  return event.key;
};

const onKeyDown = (event: KeyboardEvent): void => {
  const name = nameOf(event);
  if (name === undefined || event.defaultPrevented) return;
  if (!name.startsWith('ctrl+')) {
    if (isCovered()) return;
    if (isWriting(event.target)) {
      // The first Escape leaves the field, and what was written in it stays.
      if (name !== 'Escape' || !(event.target instanceof HTMLElement)) return;
      event.preventDefault();
      event.target.blur();
      return;
    }
  }
  const pair =
    first !== undefined && event.timeStamp - first.time < pairMs ? `${first.key} ${name}` : undefined;
  first = { key: name, time: event.timeStamp };
  const act = (pair === undefined ? undefined : find(pair)) ?? find(name);
  if (act === undefined) return;
  event.preventDefault();
  first = undefined;
  act();
};

/**
 * Listens to keys while the component is shown. Where one writes, and under a dialog, those with Ctrl alone act; Escape
 * leaves the field.
 */
export const useKeys = (keys: Keys): void => {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    if (registered.length === 0) window.addEventListener('keydown', onKeyDown);
    registered.push(latest);
    return () => {
      registered.splice(registered.indexOf(latest), 1);
      if (registered.length === 0) window.removeEventListener('keydown', onKeyDown);
    };
  }, []);
};
