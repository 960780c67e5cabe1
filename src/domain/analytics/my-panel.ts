import type { Conversation } from '../../contract/conversation.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { Head } from '../conversation/head.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { conversationFor } from '../conversation/read-conversation.ts';
import { takesPart } from '../conversation/visible-head.ts';
import { liveLease } from '../monitoring/live-lease.ts';
import type { InteractionStore } from './interaction-store.ts';

interface Deps {
  readonly heads: HeadStore;
  readonly interactions: InteractionStore;
  readonly clock: Clock;
}

/** The listing may lag or hold what was undone since; the head decides. */
const belongs = (head: Head | undefined, me: Principal, now: number): head is Head =>
  head?.state === 'inProgress' &&
  (takesPart(head, me.userId) || liveLease(head, now)?.supervisorId === me.userId);

/** The caller's interaction panel: what they take part in, and what they monitor (mediaRoles monitor). */
export const readMyPanel = async (deps: Deps, me: Principal): Promise<{ entities: Conversation[] }> => {
  const keys = await deps.interactions.panelOf(me.tenantId, me.userId);
  const heads = await Promise.all(keys.map((key) => deps.heads.get(key)));
  const now = deps.clock.now();
  return {
    entities: heads.filter((head) => belongs(head, me, now)).map((head) => conversationFor(head, me, now)),
  };
};
