import type { Conversation } from '../../contract/conversation.ts';
import { conversationFor } from '../conversation/read-conversation.ts';
import { isPresent } from '../head/audience.ts';
import type { ConversationKey, Head, HeadStore } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import type { InteractionStore } from './interaction.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly interactions: Pick<InteractionStore, 'panelOf'>;
  readonly records: Pick<RecordStore, 'heldBy'>;
  readonly clock: Clock;
}

/**
 * What may be in the caller's list: what they joined is listed before they are let in, and what they claimed is under
 * their name before the claim is answered, so that the very next read shows both. Two queries, strongly consistent.
 */
const candidates = async (deps: Deps, me: Principal): Promise<readonly ConversationKey[]> => {
  const [listed, held] = await Promise.all([
    deps.interactions.panelOf(me.tenantId, me.userId),
    deps.records.heldBy(me.tenantId, me.userId),
  ]);
  return [...new Map([...listed, ...held].map((key) => [key.conversationId, key])).values()];
};

/** The listing may lag or hold what was undone since; the head decides. */
const belongs = (head: Head | undefined, me: Principal, now: number): head is Head =>
  head?.state === 'inProgress' &&
  (isPresent(head, me.userId) || liveLease(head, now)?.supervisorId === me.userId);

/** The caller's interaction list: what they take part in, and what they monitor (mediaRoles monitor). */
export const readMyInteractions = async (
  deps: Deps,
  me: Principal,
): Promise<{ entities: Conversation[] }> => {
  const keys = await candidates(deps, me);
  const heads = await Promise.all(keys.map((key) => deps.heads.get(key)));
  const now = deps.clock.now();
  return {
    entities: heads.filter((head) => belongs(head, me, now)).map((head) => conversationFor(head, me, now)),
  };
};
