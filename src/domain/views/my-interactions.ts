import type { Conversation } from '../../contract/conversation.ts';
import { conversationFor } from '../conversation/read-conversation.ts';
import { isPresent } from '../head/audience.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import type { InteractionStore } from './interaction.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly interactions: Pick<InteractionStore, 'panelOf'>;
  readonly clock: Clock;
}

/** The listing may lag or hold what was undone since; the head decides. */
const belongs = (head: Head | undefined, me: Principal, now: number): head is Head =>
  head?.state === 'inProgress' &&
  (isPresent(head, me.userId) || liveLease(head, now)?.supervisorId === me.userId);

/** The caller's interaction list: what they take part in, and what they monitor (mediaRoles monitor). */
export const readMyInteractions = async (
  deps: Deps,
  me: Principal,
): Promise<{ entities: Conversation[] }> => {
  const keys = await deps.interactions.panelOf(me.tenantId, me.userId);
  const heads = await Promise.all(keys.map((key) => deps.heads.get(key)));
  const now = deps.clock.now();
  return {
    entities: heads.filter((head) => belongs(head, me, now)).map((head) => conversationFor(head, me, now)),
  };
};
