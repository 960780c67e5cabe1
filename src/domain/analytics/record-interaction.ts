import type { Head } from '../conversation/head.ts';
import { interactionOf } from './interaction.ts';
import type { InteractionStore } from './interaction-store.ts';

/** The users in whose panel a conversation belongs: its agents and bots, and its monitor, while it is in progress. */
const panelUsers = (head: Head | undefined): ReadonlySet<string> =>
  new Set(
    head === undefined || head.state === 'ended'
      ? []
      : [
          ...Object.values(head.participants).flatMap((participant) => participant.userId ?? []),
          ...(head.lease === undefined ? [] : [head.lease.supervisorId]),
        ],
  );

/**
 * Brings the views up to one change of a head. Safe to repeat; an older change never replaces a newer. A write that is
 * not counted, such as an expiry, changes no view: to write the row again would take its own expiry from it.
 */
export const recordInteraction = async (
  deps: { readonly interactions: InteractionStore },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  if (old?.rev === next.rev) return;
  await deps.interactions.put(interactionOf(next, await deps.interactions.get(next)));
  const [before, after] = [panelUsers(old), panelUsers(next)];
  for (const userId of after) if (!before.has(userId)) await deps.interactions.list(next, userId);
  for (const userId of before) if (!after.has(userId)) await deps.interactions.unlist(next, userId);
};
