import type { Clock } from '../../src/domain/shared/clock.ts';

/** A clock that stands until it is moved. */
export interface SetClock extends Clock {
  move(ms: number): void;
}

/** Where test time begins: an instant like any other. */
export const epoch = 1_760_000_000_000;

/** A clock that stands at `epoch`. */
export const setClock = (start = epoch): SetClock => {
  let time = start;
  return {
    now: () => time,
    move: (ms) => {
      time += ms;
    },
  };
};
