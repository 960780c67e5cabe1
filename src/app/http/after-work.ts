import { setTimeout as pause } from 'node:timers/promises';
import { log } from '../logger.ts';

type Work = () => Promise<void>;

/** Work that waits for its answer to be out, by the event that it belongs to. */
const waiting = new WeakMap<object, Work[]>();

/** Takes work for one event. */
export const takeAfter =
  (event: object) =>
  (work: Work): void => {
    waiting.set(event, [...(waiting.get(event) ?? []), work]);
  };

/**
 * ms by which an answer goes ahead of its work: work that starts at once takes processor time from the answer's last
 * steps, and the sender's clock shows it (docs/adr/0014-answer-before-pushing.md).
 */
const leadMs = 5;

/**
 * Runs an event's work. It can fail nobody any more: what fails is logged, and gap repair makes up for it.
 *
 * @param answered the answer is on its way already, and is given its lead
 */
export const runAfter = async (event: object, answered: boolean): Promise<void> => {
  const works = waiting.get(event) ?? [];
  waiting.delete(event);
  if (works.length > 0 && answered) await pause(leadMs);
  const results = await Promise.allSettled(works.map((work) => work()));
  for (const result of results)
    if (result.status === 'rejected') log('error', 'after.failed', { error: (result.reason as Error).name });
};
