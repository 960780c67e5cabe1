import { limits } from '../../contract/limits.ts';
import type { RoutingStatusName } from '../../contract/user.ts';
import type { SystemPresence } from '../../contract/words.ts';
import type { Head, HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { badRequest } from '../shared/failure.ts';
import type { Presence, PresenceStore, Routing } from './directory.ts';

/** Names one user. */
export interface UserKey {
  readonly tenantId: string;
  readonly userId: string;
}

/** Who set nothing and took nothing is off queue. */
export const routingOf = ({ routing }: Pick<Presence, 'routing'>): Routing =>
  routing ?? { status: 'OFF_QUEUE', since: 0, conversations: [] };

/**
 *                    On Queue                 takes a conversation
 *     OFF_QUEUE ──────────────────▶ IDLE ◀───────────────────────────▶ INTERACTING
 *         ▲  any other presence      │  ▲     the last one ends              ▲
 *         └──────────── (all) ───────┘  │ reports IDLE                       │ takes a conversation
 *                                       └──── NOT_RESPONDING, COMMUNICATING ─┘
 *                                              (reported by the user)
 */
const statusOf = (
  systemPresence: SystemPresence,
  { reported, conversations }: Routing,
): Routing['status'] => {
  if (systemPresence !== 'On Queue') return 'OFF_QUEUE';
  return reported ?? (conversations.length > 0 ? 'INTERACTING' : 'IDLE');
};

/** A presence with what else changed, and the routing status that follows; since now where it is another. */
const following = (presence: Presence, routing: Routing, now: number): Presence => {
  const status = statusOf(presence.systemPresence, routing);
  const { since } = status === routing.status ? routing : { since: now };
  return { ...presence, routing: { ...routing, status, since } };
};

/** The user takes on a presence; what they reported counts no more once they leave the queue. */
export const takingOn = (before: Presence, systemPresence: SystemPresence, now: number): Presence => {
  const { reported: _reported, ...routing } = routingOf(before);
  const kept = systemPresence === 'On Queue' ? routingOf(before) : routing;
  return following({ ...before, systemPresence, modified: now }, kept, now);
};

/**
 * The user takes part in a conversation as an agent, or no more; undefined where that is known. Only so many
 * conversations are remembered at once.
 */
export const interacting = (
  before: Presence,
  conversationId: string,
  takesPart: boolean,
  now: number,
): Presence | undefined => {
  const { reported: _reported, ...routing } = routingOf(before);
  const others = routing.conversations.filter((id) => id !== conversationId);
  const known = others.length < routing.conversations.length;
  if (known === takesPart || (takesPart && others.length >= limits.conversationsOfAgent)) return undefined;
  const conversations = takesPart ? [...others, conversationId] : others;
  const kept = takesPart ? routing : routingOf(before);
  return following(before, { ...kept, conversations }, now);
};

/** The user reports how they stand to their queues. Errors: bad.request for what does not follow from a report. */
export const reporting = (before: Presence, status: RoutingStatusName, now: number): Presence => {
  const { reported: _reported, ...routing } = routingOf(before);
  if ((before.systemPresence === 'On Queue') === (status === 'OFF_QUEUE'))
    throw badRequest(
      'status',
      'the presence On Queue, and no other, is followed by a status other than OFF_QUEUE',
    );
  if (status === 'INTERACTING' && routing.conversations.length === 0)
    throw badRequest('status', 'INTERACTING follows from taking a conversation');
  const reported = status === 'NOT_RESPONDING' || status === 'COMMUNICATING' ? { reported: status } : {};
  return following(before, { ...routing, ...reported }, now);
};

const changedIn = (before: Presence, after: Presence): NonNullable<Presence['changed']> => [
  // Two presences can be taken on within one millisecond.
  ...(before.modified === after.modified && before.systemPresence === after.systemPresence
    ? []
    : (['presence'] as const)),
  ...(routingOf(before).status === routingOf(after).status ? [] : (['routingStatus'] as const)),
];

/**
 * Changes what is stored of a user's presence; decides anew where something else changed it meanwhile: what `decide`
 * reads is never older than what it changes.
 */
export const changeAtWork = async (
  deps: { readonly presences: PresenceStore },
  { tenantId, userId }: UserKey,
  decide: (before: Presence) => Presence | undefined | Promise<Presence | undefined>,
): Promise<Presence> => {
  for (;;) {
    const before = await deps.presences.get(tenantId, userId);
    const decided = await decide(before);
    if (decided === undefined) return before;
    const next = { ...decided, changed: changedIn(before, decided), version: (before.version ?? 0) + 1 };
    if (await deps.presences.put(tenantId, userId, next)) return next;
  }
};

const agentsIn = (head: Head | undefined): ReadonlySet<string> =>
  new Set(
    head === undefined || head.state === 'ended'
      ? []
      : Object.values(head.participants).flatMap(({ purpose, userId, alerting }) =>
          purpose === 'agent' && userId !== undefined && alerting !== true ? [userId] : [],
        ),
  );

/**
 * Brings routing statuses up to one change of a conversation: who took part as an agent before it or after it, and not
 * both. Whether they do now the head says, for a record may come late, again, or out of a dead-letter queue. A change of
 * monitoring changes neither, so it writes nothing. Safe to repeat.
 */
export const followConversation = async (
  deps: {
    readonly presences: PresenceStore;
    readonly heads: Pick<HeadStore, 'get'>;
    readonly clock: Clock;
  },
  old: Head | undefined,
  next: Head,
): Promise<void> => {
  const [before, after] = [agentsIn(old), agentsIn(next)];
  for (const userId of new Set([...before, ...after])) {
    if (before.has(userId) === after.has(userId)) continue;
    const user = { tenantId: next.tenantId, userId };
    await changeAtWork(deps, user, async (presence) => {
      const takesPart = agentsIn(await deps.heads.get(next)).has(userId);
      return interacting(presence, next.conversationId, takesPart, deps.clock.now());
    });
  }
};
