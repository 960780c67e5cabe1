import type { Permission } from '../../contract/permissions.ts';
import { parseTopic } from '../../contract/topics.ts';
import type { QueueStore, UserStore } from '../directory/directory.ts';
import type { HeadStore } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import type { Clock } from '../shared/clock.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';

/** What deciding about topics needs. */
export interface AuthorizeDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly queues: Pick<QueueStore, 'get'>;
  readonly users: Pick<UserStore, 'get'>;
  readonly clock: Clock;
}

/** Whether a topic is the caller's to receive; a transcript is so under one fence only. */
export type Verdict =
  | {
      readonly permitted: true;
      readonly session?: { readonly fence: number; readonly headSeq: number };
      /** What comes is chosen by the subscriber's divisions: it is about another user. */
      readonly byDivision?: true;
    }
  | {
      readonly permitted: false;
      readonly reason: 'not.found' | 'missing.permissions' | 'monitor.lease.lost' | 'too.many.topics';
    };

const permitted = { permitted: true } as const;
const refused = (reason: 'not.found' | 'missing.permissions' | 'monitor.lease.lost') =>
  ({ permitted: false, reason }) as const;

const queueTopic = async (
  deps: AuthorizeDeps,
  me: Principal,
  queueId: string,
  permission: Permission,
): Promise<Verdict> => {
  if (!me.permissions.includes(permission)) return refused('missing.permissions');
  const queue = await deps.queues.get(me.tenantId, queueId);
  return queue !== undefined && seesDivision(me, queue.division.id) ? permitted : refused('not.found');
};

/** What is of a user is told to themself, and to who has a permission for it in the user's division. */
const userTopic = async (
  deps: AuthorizeDeps,
  me: Principal,
  userId: string,
  permission: Permission,
  ofOthers: Verdict = permitted,
): Promise<Verdict> => {
  if (userId === me.userId) return permitted;
  if (!me.permissions.includes(permission)) return refused('not.found');
  const user = await deps.users.get(me.tenantId, userId);
  return user !== undefined && seesDivision(me, user.division.id) ? ofOthers : refused('not.found');
};

const transcriptTopic = async (
  deps: AuthorizeDeps,
  me: Principal,
  conversationId: string,
): Promise<Verdict> => {
  if (!me.permissions.includes('conversation:message:monitor')) return refused('missing.permissions');
  const head = await deps.heads.get({ tenantId: me.tenantId, conversationId });
  if (head === undefined || !seesDivision(me, head.divisionId)) return refused('not.found');
  const lease = liveLease(head, deps.clock.now());
  if (lease?.supervisorId !== me.userId) return refused('monitor.lease.lost');
  return { permitted: true, session: { fence: head.fence, headSeq: head.seq } };
};

/** Decides about one topic. A topic of another tenant or division does not exist. */
export const authorizeTopic = async (deps: AuthorizeDeps, me: Principal, topic: string): Promise<Verdict> => {
  const parsed = parseTopic(topic);
  if (parsed === undefined) return refused('not.found');
  // A guest has this one topic, and a user has all the others, also where a guest's id equals a user's.
  if ((parsed.kind === 'guestMessages') !== (me.guestOf !== undefined)) return refused('not.found');
  if (parsed.kind === 'transcript') return transcriptTopic(deps, me, parsed.id);
  if (parsed.kind === 'queueConversations' || parsed.kind === 'queueObservations')
    return queueTopic(deps, me, parsed.id, 'analytics:queueObservation:view');
  if (parsed.kind === 'queueUsers') return queueTopic(deps, me, parsed.id, 'routing:queue:view');
  if (parsed.kind === 'myPresence' || parsed.kind === 'routingStatus')
    return userTopic(deps, me, parsed.id, 'presence:userPresence:view');
  if (parsed.kind === 'myConversations')
    return userTopic(deps, me, parsed.id, 'analytics:conversationDetail:view', {
      permitted: true,
      byDivision: true,
    });
  return parsed.id === me.userId ? permitted : refused('not.found');
};
