import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ConversationDetails } from '../../src/contract/analytics.ts';
import { getDetails, getTimeline } from '../../src/contract/routes/analytics.ts';
import { getTranscript } from '../../src/contract/routes/monitoring.ts';
import type { Timeline } from '../../src/contract/timeline.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { Interaction } from './facts.ts';
import { interactionOfDetails } from './interaction-of.ts';
import { useFacts, useLive } from './use-live.ts';

/** What of an interaction is read anew whenever somebody comes, goes, holds or monitors: this names the moment. */
const useMoment = (id: string): string => {
  const interaction = useFacts((facts) => facts.interactions.get(id));
  const turns = useFacts((facts) => facts.watches.get(id)?.turns ?? 0);
  if (interaction === undefined) return 'unknown';
  const { agents, monitor, endTime } = interaction;
  const present = agents.map(({ participantId, held }) => `${participantId}${held ? '!' : ''}`).join();
  return [present, monitor?.userId ?? '', endTime ?? '', turns].join('|');
};

/** An interaction's details: participants, segments, metrics. They follow the stream a little later, so twice. */
export const useDetails = (id: string) => {
  const { call } = useLive();
  const moment = useMoment(id);
  return useQuery<ConversationDetails>({
    queryKey: ['details', id, moment],
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.dataUpdateCount < 2 ? 1_500 : false),
    queryFn: ({ signal }) => call(getDetails, { params: { conversationId: id }, signal }),
  });
};

/** What happened to an interaction, oldest first. */
export const useTimeline = (id: string) => {
  const { call } = useLive();
  const moment = useMoment(id);
  return useQuery<Timeline['entities']>({
    queryKey: ['timeline', id, moment],
    placeholderData: keepPreviousData,
    refetchInterval: (query) => (query.state.dataUpdateCount < 2 ? 1_500 : false),
    queryFn: async ({ signal }) =>
      (await call(getTimeline, { params: { conversationId: id }, signal })).entities,
  });
};

/** The interaction, from the floor where it is there, else from its details. */
export const useInteraction = (
  id: string,
): { readonly interaction?: Interaction; readonly error?: unknown } => {
  const { call } = useLive();
  const onFloor = useFacts((facts) => facts.interactions.get(id));
  const isFilled = useFacts((facts) => facts.filled);
  const { data, error } = useQuery({
    queryKey: ['interaction', id],
    enabled: onFloor === undefined && isFilled,
    queryFn: ({ signal }) => call(getDetails, { params: { conversationId: id }, signal }),
  });
  if (onFloor !== undefined) return { interaction: onFloor };
  if (data !== undefined) return { interaction: interactionOfDetails(data, Date.now()) };
  return error === null ? {} : { error };
};

/** The transcript of an interaction that I do not monitor: of one that ended, where I may read it. */
export const useKeptTranscript = (id: string, isWanted: boolean) => {
  const { call } = useLive();
  return useQuery({
    queryKey: ['transcript', id],
    enabled: isWanted,
    retry: false,
    queryFn: async ({ signal }) => {
      const entries: TranscriptEntry[] = [];
      for (let afterSeq = 0; ; ) {
        const page = await call(getTranscript, {
          params: { conversationId: id },
          query: { afterSeq },
          signal,
        });
        entries.push(...page.entities);
        const last = page.entities.at(-1)?.seq ?? page.headSeq;
        if (last >= page.headSeq) return entries;
        afterSeq = last;
      }
    },
  });
};
