import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { ConsoleSettings } from '../../src/contract/console-settings.ts';
import { getConsoleSettings, putConsoleSettings } from '../../src/contract/routes/settings.ts';
import { setTenantZone } from '../catalogue/zone.ts';
import { useLive } from '../live/use-live.ts';
import { useSaving } from './use-saving.ts';

/** ms for which the tenant's settings count as read: they change seldom. */
const staleMs = 5 * 60_000;
const queryKey = ['console-settings'];
const none: ConsoleSettings = { views: [] };

/** What the tenant sets for everybody's console. */
export const useConsoleSettings = (): ConsoleSettings => {
  const { call } = useLive();
  const { data = none } = useQuery<ConsoleSettings>({
    queryKey,
    staleTime: staleMs,
    queryFn: ({ signal }) => call(getConsoleSettings, { signal }),
  });
  useEffect(() => setTenantZone(data.timeZone), [data.timeZone]);
  return data;
};

/** Changes what the tenant sets, from what it is now. */
export const useSetConsole = () => {
  const { call } = useLive();
  const queries = useQueryClient();
  return useSaving(
    async (change: (now: ConsoleSettings) => ConsoleSettings) => {
      const now = await call(getConsoleSettings);
      const saved = await call(putConsoleSettings, { body: change(now) });
      queries.setQueryData(queryKey, saved);
    },
    { stale: queryKey },
  );
};
