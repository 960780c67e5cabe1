import type { Place } from './place.ts';

/** Messages that wait for delivery, in the order of their conversation. Holds ids and nothing that a person wrote. */
export interface Outbox {
  /** Takes a message durably; taking it again does no harm. */
  enqueue(place: Place): Promise<void>;
}
