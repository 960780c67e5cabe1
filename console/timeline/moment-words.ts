import { useCallback } from 'react';
import { useSay } from '../catalogue/text.tsx';
import type { Moment } from './lanes.ts';

/** Says what happened at a moment of the lanes. */
export const useMomentWords = (): ((moment: Moment) => string) => {
  const say = useSay();
  return useCallback(
    ({ lane, what, span }: Moment): string => {
      const name = lane.name || say(`purpose.${lane.purpose}`);
      if (what === 'message') return say('timeline.message', { name });
      const begins = what === 'from';
      if (span?.type === 'hold') return say(begins ? 'line.held' : 'line.resumed', { name });
      if (span?.type === 'wrapup') return say(begins ? 'timeline.wrapup' : 'line.wrappedUp', { name });
      if (span?.type === 'monitoring') return say(begins ? 'line.monitoring' : 'line.monitored', { name });
      if (lane.purpose === 'acd') return say(begins ? 'line.queued' : 'line.unqueued', { queue: name });
      return say(begins ? 'line.joined' : 'line.left', { name });
    },
    [say],
  );
};
