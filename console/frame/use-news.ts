import { useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { endSentence } from '../interaction/end-sentence.ts';
import type { Facts, Watch } from '../live/facts.ts';
import { followedName } from '../live/interaction-of.ts';
import { useLive } from '../live/use-live.ts';
import { announce, flash } from '../parts/flash.tsx';

/** Whether my monitoring ended between two looks, and not because I stopped it. */
const hasEnded = (before: Watch | undefined, now: Watch): boolean =>
  before !== undefined &&
  before.end === undefined &&
  now.end !== undefined &&
  now.end.disconnectType !== 'client';

/**
 * Says what happened to what I monitor, and leaves the focus where it is: a message to those who hear the page, and an end
 * to everybody who looks at something else; where one looks at it, it is said there.
 */
export const useNews = (): void => {
  const live = useLive();
  const say = useSay();
  const times = useTimes();
  const [location, go] = useLocation();
  const seen = useRef<Facts['watches']>(live.store.get().watches);
  useEffect(() => {
    const tellEnd = ({ interactions, queues }: Facts, watch: Watch): void => {
      const { conversationId, end } = watch;
      const interaction = interactions.get(conversationId);
      const path = `/interactions/${conversationId}`;
      if (end === undefined || interaction === undefined || location.startsWith(path)) return;
      const agent = followedName(interaction, watch) ?? say('monitor.someone');
      const queue = queues.get(interaction.queueId)?.name ?? interaction.queueId;
      flash({
        text: `${interaction.customer} · ${endSentence({ end, interaction, agent, queue }, say, times)}`,
        action: { text: say('news.open'), act: () => go(path) },
      });
    };
    return live.store.subscribe(() => {
      const facts = live.store.get();
      const last = seen.current;
      if (facts.watches === last) return;
      seen.current = facts.watches;
      for (const [id, watch] of facts.watches) {
        const known = last.get(id);
        if (hasEnded(known, watch)) tellEnd(facts, watch);
        const newest = watch.entries.at(-1);
        // What was there when the monitoring began is no news.
        const before = Math.max(known?.entries.at(-1)?.seq ?? 0, watch.session.headSeq);
        if (newest?.type === 'Text' && newest.seq > before)
          announce(`${newest.name ?? say(`purpose.${newest.purpose ?? 'customer'}`)}: ${newest.text ?? ''}`);
      }
    });
  }, [live, say, times, location, go]);
};
