import { useEffect, useState } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { createStore, useSelected } from '../store.ts';
import { CrossMark } from './marks.tsx';

/** A sentence about what just happened, and what can be done about it. */
export interface Flash {
  readonly text: string;
  readonly action?: { readonly text: string; readonly act: () => void };
}

interface Shown extends Flash {
  readonly number: number;
}

/** ms for which a sentence without an action stays. */
const staysMs = 7_000;

const store = createStore<Shown | undefined>(undefined);
let count = 0;

/** Shows a sentence at the foot of the page and announces it; the focus stays where it is. */
export const flash = (shown: Flash): void => {
  count += 1;
  const number = count;
  store.patch(() => ({ ...shown, number }));
};

/** Announces without showing, for what can be seen already: a message that came, to those who do not see it come. */
const announcements = createStore('');
export const announce = (text: string): void => announcements.patch(() => text);

/** The foot of the page: the latest sentence; and what a screen reader is told. */
export const Flashes = () => {
  const say = useSay();
  const shown = useSelected(store, (value) => value);
  const announced = useSelected(announcements, (value) => value);
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (shown === undefined || isHeld) return undefined;
    const timer = setTimeout(
      () => store.patch(() => undefined),
      shown.action === undefined ? staysMs : staysMs * 2,
    );
    return () => clearTimeout(timer);
  }, [shown, isHeld]);
  return (
    <>
      <div className="visually-hidden" role="log" aria-live="polite">
        {announced}
      </div>
      <div
        className="flashes"
        role="status"
        onPointerEnter={() => setHeld(true)}
        onPointerLeave={() => setHeld(false)}
      >
        {shown === undefined ? null : (
          <div className="flash" key={shown.number}>
            <span>{shown.text}</span>
            {shown.action === undefined ? null : (
              <button
                type="button"
                className="button"
                onClick={() => {
                  shown.action?.act();
                  store.patch(() => undefined);
                }}
              >
                {shown.action.text}
              </button>
            )}
            <button
              type="button"
              className="icon-button"
              aria-label={say('keys.close')}
              onClick={() => store.patch(() => undefined)}
            >
              <CrossMark />
            </button>
          </div>
        )}
      </div>
    </>
  );
};
