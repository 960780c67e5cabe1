import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useNowEvery } from '../live/clock.ts';
import { interactionOfDetails } from '../live/interaction-of.ts';
import { readInteractions } from '../live/read-floor.ts';
import { useFacts, useLive } from '../live/use-live.ts';

const hourMs = 3_600_000;
/** Points of an hour: one a minute. */
const points = 60;
/** ms for which what ended counts as read; what goes on and what ended since comes from the live floor. */
const staleMs = 5 * 60_000;

interface Life {
  readonly queueId: string;
  readonly startTime: number;
  readonly endTime?: number;
}

/** How many lives went on at each minute of the hour before `now` (ms), by queue. */
export const minutesOf = (lives: Iterable<Life>, now: number): ReadonlyMap<string, readonly number[]> => {
  const from = now - hourMs;
  const step = hourMs / points;
  const found = new Map<string, number[]>();
  for (const { queueId, startTime, endTime = now } of lives) {
    if (endTime < from) continue;
    const minutes = found.get(queueId) ?? Array.from({ length: points }, () => 0);
    found.set(queueId, minutes);
    const first = Math.max(0, Math.ceil((startTime - from) / step));
    const last = Math.min(points - 1, Math.floor((endTime - from) / step));
    for (let at = first; at <= last; at += 1) minutes[at] = (minutes[at] ?? 0) + 1;
  }
  return found;
};

/** Interactions in progress at each minute of the last hour, by queue: from what ended in it and what goes on. */
export const useLastHour = (): ReadonlyMap<string, readonly number[]> => {
  const { call } = useLive();
  const interactions = useFacts((facts) => facts.interactions);
  const now = useNowEvery(hourMs / points / 1000);
  const { data: ended = [] } = useQuery({
    queryKey: ['last-hour'],
    staleTime: staleMs,
    refetchInterval: staleMs,
    queryFn: ({ signal }) => {
      const filters = [
        {
          type: 'and' as const,
          predicates: [{ dimension: 'conversationEnd' as const, operator: 'exists' as const }],
        },
      ];
      const to = Date.now();
      const interval = `${new Date(to - 2 * hourMs).toISOString()}/${new Date(to).toISOString()}`;
      return readInteractions(call, filters, signal, interval);
    },
  });
  return useMemo(() => {
    const lives = new Map(ended.map((details) => [details.conversationId, interactionOfDetails(details, 0)]));
    for (const interaction of interactions.values()) lives.set(interaction.id, interaction);
    return minutesOf(lives.values(), now);
  }, [ended, interactions, now]);
};
