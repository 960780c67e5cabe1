import { useEffect } from 'react';
import { useSay } from '../catalogue/text.tsx';
import type { Facts } from '../live/facts.ts';
import { useFacts } from '../live/use-live.ts';

const unseenOf = ({ watches }: Facts): number =>
  [...watches.values()].reduce((count, { unseen }) => count + unseen, 0);

/** Names the tab by what it shows, and by how much is new in what I monitor: one sees it from another tab. */
export const useTitle = (shown: string): void => {
  const say = useSay();
  const unseen = useFacts(unseenOf);
  const title = `${unseen > 0 ? `(${unseen}) ` : ''}${shown} · ${say('app.name')}`;
  useEffect(() => {
    document.title = title;
  }, [title]);
};
