import { useCallback } from 'react';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { SystemPresence } from '../../src/contract/words.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { followedName } from '../live/interaction-of.ts';
import { useLive } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { reasonOf } from '../parts/part.tsx';

/** What a click can do about monitoring; what it did or could not do is said in a sentence. */
export interface Monitoring {
  /** Claims; `reason` says why, for the oversight log alone. Answers whether it was won. */
  readonly start: (conversationId: string, participantId: string, reason?: string) => Promise<boolean>;
  readonly stop: (conversationId: string) => void;
  readonly becomeAvailable: () => void;
  /** Says that the presence forbids it, and offers to change it. */
  readonly explainPresence: () => void;
}

/** Starts and stops monitoring for the components of a page. */
export const useMonitoring = (): Monitoring => {
  const live = useLive();
  const say = useSay();
  const times = useTimes();

  const sentence = useCallback(
    (error: unknown): string => {
      if (!(error instanceof ProblemError)) return say('monitor.refused', { reason: reasonOf(error, say) });
      const { monitorName, startTime } = error.body.messageParams;
      if (error.code === 'conversation.already.monitored')
        return say('monitor.taken.sentence', {
          name: monitorName ?? say('monitor.someone'),
          time: times.minute(Date.parse(startTime ?? '') || Date.now()),
        });
      if (error.code === 'conversation.not.in.progress') return say('monitor.ended');
      if (error.code === 'monitor.presence.not.available') {
        const presence = SystemPresence.safeParse(error.body.messageParams.systemPresence).data;
        return say('monitor.unavailable', { presence: say(`presence.${presence ?? 'Offline'}`) });
      }
      if (error.code === 'participant.not.connected') return say('monitor.left');
      return say('monitor.refused', { reason: reasonOf(error, say) });
    },
    [say, times],
  );

  const becomeAvailable = useCallback(() => {
    live.setPresence('Available').catch((error: unknown) => flash({ text: sentence(error) }));
  }, [live, sentence]);

  const start = useCallback(
    async (conversationId: string, participantId: string, reason?: string): Promise<boolean> => {
      try {
        await live.presenceTold();
        await live.watches.start(conversationId, participantId, reason);
        return true;
      } catch (error) {
        const isPresence = error instanceof ProblemError && error.code === 'monitor.presence.not.available';
        flash({
          text: sentence(error),
          ...(isPresence ? { action: { text: say('monitor.become'), act: becomeAvailable } } : {}),
        });
        return false;
      }
    },
    [live, say, sentence, becomeAvailable],
  );

  const stop = useCallback(
    (conversationId: string): void => {
      const { watches, interactions } = live.store.get();
      const watch = watches.get(conversationId);
      if (watch === undefined) return;
      const agent = followedName(interactions.get(conversationId), watch) ?? say('monitor.someone');
      const participantId = watch.session.monitoredParticipantId;
      live.watches.stop(conversationId).catch((error: unknown) => flash({ text: sentence(error) }));
      const monitorAgain = () => void (participantId !== undefined && start(conversationId, participantId));
      flash({
        text: say('monitor.stopped', { agent }),
        action: { text: say('monitor.again'), act: monitorAgain },
      });
    },
    [live, say, sentence, start],
  );

  const explainPresence = useCallback(() => {
    const { presence } = live.store.get();
    flash({
      text: say('monitor.unavailable', { presence: say(`presence.${presence}`) }),
      action: { text: say('monitor.become'), act: becomeAvailable },
    });
  }, [live, say, becomeAvailable]);

  return { start, stop, becomeAvailable, explainPresence };
};
