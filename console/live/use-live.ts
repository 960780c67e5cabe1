import { createContext, useCallback, useContext } from 'react';
import { useSelected } from '../store.ts';
import type { Facts } from './facts.ts';
import type { Live } from './live.ts';

/** The signed-in user's live page. */
export const LiveContext = createContext<Live | undefined>(undefined);

/** The live page that this component belongs to. */
export const useLive = (): Live => {
  const live = useContext(LiveContext);
  if (live === undefined) throw new Error('used outside of a signed-in page');
  return live;
};

/** Selects facts; renders again when what `select` answers is another. Keep `select` the same between renders. */
export const useFacts = <S>(select: (facts: Facts) => S, same?: (a: S, b: S) => boolean): S =>
  useSelected(useLive().store, select, same);

/** A queue's name, or its id where the floor does not know it. */
export const useQueueName = (id: string): string => useFacts((facts) => facts.queues.get(id)?.name ?? id);

/** Names queues, as `useQueueName` does. */
export const useQueueNames = (): ((id: string) => string) => {
  const queues = useFacts((facts) => facts.queues);
  return useCallback((id) => queues.get(id)?.name ?? id, [queues]);
};
