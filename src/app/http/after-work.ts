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

/** Runs an event's work. It can fail nobody any more: what fails is logged, and gap repair makes up for it. */
export const runAfter = async (event: object): Promise<void> => {
  const works = waiting.get(event) ?? [];
  waiting.delete(event);
  const results = await Promise.allSettled(works.map((work) => work()));
  for (const result of results)
    if (result.status === 'rejected') log('error', 'after.failed', { error: (result.reason as Error).name });
};
