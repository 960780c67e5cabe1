import type { Head } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { changeAtWork, interacting } from './at-work.ts';
import type { PresenceStore } from './presence-store.ts';

const agentsIn = (head: Head | undefined): ReadonlySet<string> =>
  new Set(
    head === undefined || head.state === 'ended'
      ? []
      : Object.values(head.participants).flatMap(({ purpose, userId, alerting }) =>
          purpose === 'agent' && userId !== undefined && alerting !== true ? [userId] : [],
        ),
  );

/**
 * Brings routing statuses up to one change of a conversation: who took part as an agent before it, and after it. A
 * change of monitoring changes neither, so it writes nothing. Safe to repeat.
 */
export const followConversation = async (
  deps: { readonly presences: PresenceStore; readonly clock: Clock },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  const [before, after] = [agentsIn(old), agentsIn(next)];
  for (const userId of new Set([...before, ...after])) {
    if (before.has(userId) === after.has(userId)) continue;
    const user = { tenantId: next.tenantId, userId };
    await changeAtWork(deps, user, (presence) =>
      interacting(presence, next.conversationId, after.has(userId), deps.clock.now()),
    );
  }
};
