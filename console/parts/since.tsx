import { clockTime } from '../catalogue/times.ts';
import { useNow } from '../live/clock.ts';

/** Time since a moment (ms since the epoch), counted by the page's one clock. */
export const Since = ({ time }: { readonly time: number }) => (
  <span className="time">{clockTime(useNow() - time)}</span>
);
