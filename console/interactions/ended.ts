import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { DetailsQuery } from '../../src/contract/details-query.ts';
import { queryDetails } from '../../src/contract/routes/analytics.ts';
import { interactionOfDetails } from '../live/interaction-of.ts';
import { useLive } from '../live/use-live.ts';
import type { Filters } from './filters.ts';

const pageSize = 50;

/** The API's question for what ended; agents are asked for by their id. */
const questionOf = ({ queue, agent, channel, text }: Filters): DetailsQuery['conversationFilters'] => {
  const matches = (dimension: 'queueId' | 'userId' | 'messageType' | 'customerName', value: string) =>
    value === '' ? [] : [{ dimension, operator: 'matches' as const, value }];
  return [
    {
      type: 'and',
      predicates: [
        { dimension: 'conversationEnd', operator: 'exists' },
        ...matches('queueId', queue),
        ...matches('userId', agent),
        ...matches('messageType', channel),
        ...matches('customerName', text.trim()),
      ],
    },
  ];
};

/** Interactions that ended, newest first, a page at a time. They change no more, so no frame patches them. */
export const useEnded = (filters: Filters, isWanted: boolean) => {
  const { call } = useLive();
  const conversationFilters = questionOf(filters);
  const query = useInfiniteQuery({
    queryKey: ['ended', conversationFilters],
    enabled: isWanted,
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam: cursor, signal }) =>
      call(queryDetails, {
        body: { conversationFilters, paging: { pageSize, ...(cursor === undefined ? {} : { cursor }) } },
        signal,
      }),
    getNextPageParam: (last) => last.cursor,
  });
  const rows = useMemo(() => {
    const found = (query.data?.pages ?? []).flatMap(({ conversations }) => conversations);
    const unique = new Map(found.map((details) => [details.conversationId, details]));
    return [...unique.values()].map((details) => interactionOfDetails(details, Date.now()));
  }, [query.data]);
  return { rows, query } as const;
};
