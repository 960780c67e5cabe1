import { limits } from '../../contract/limits.ts';
import {
  isAsked,
  type MembersQuery,
  type Queue,
  type QueueMember,
  type UserQueuesQuery,
} from '../../contract/queue.ts';
import { patchQueueMember } from '../../contract/routes/queue-members.ts';
import { wayIn } from '../shared/admission.ts';
import { type AuditDeps, audit, auditWay } from '../shared/audit.ts';
import { badRequest, Failure, requireRoom } from '../shared/failure.ts';
import { pageOf } from '../shared/page.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { readQueue } from './administer.ts';
import { routingOf, type UserKey } from './at-work.ts';
import type { Presence, PresenceStore, QueueStore, UserStore } from './directory.ts';
import type { AtWork, Member, MemberKey, MemberStore, Memberships } from './member-store.ts';
import { userPresence } from './presence.ts';
import { routingStatusView } from './routing-status.ts';
import { readUser } from './users.ts';

type Queues = { readonly queues: Pick<QueueStore, 'get'> };
type Members<M extends keyof MemberStore> = { readonly members: Pick<MemberStore, M> };

/** What a queue keeps of a presence. */
const atWorkOf = (presence: Presence): AtWork => {
  const { status, since } = routingOf(presence);
  const { systemPresence, modified, version = 0 } = presence;
  return { systemPresence, ...(modified === undefined ? {} : { modified }), status, since, version };
};

/** A member as everybody may see them who may see the queue. */
export const memberView = ({ userId, name, joined, atWork }: Member): QueueMember => {
  const { status, since, ...presence } = atWork;
  return {
    id: userId,
    name,
    joined,
    memberBy: 'user',
    routingStatus: routingStatusView(userId, { routing: { status, since, conversations: [] } }),
    presence: userPresence(userId, presence),
  };
};

/** A queue's members. One query of the queue, for any number of queues or conversations of theirs. */
export const membersOf = async (
  deps: Members<'of'>,
  tenantId: string,
  queueId: string,
): Promise<readonly Member[]> => {
  const found: Member[] = [];
  for await (const member of deps.members.of(tenantId, queueId)) found.push(member);
  return found;
};

/** Lists the members of a queue of the caller's divisions: who sees a queue sees who works for it. Errors: not.found. */
export const listMembers = async (
  deps: Queues & Members<'of'>,
  me: Principal,
  queueId: string,
  query: MembersQuery,
) => {
  await readQueue(deps, me, queueId);
  const wanted = query.name?.toLocaleLowerCase('und') ?? '';
  const fits = ({ name, joined, atWork }: Member): boolean =>
    name.toLocaleLowerCase('und').includes(wanted) &&
    isAsked(query.joined, joined) &&
    (query.routingStatus ?? atWork.status) === atWork.status &&
    (query.presence ?? atWork.systemPresence) === atWork.systemPresence;
  return pageOf((await membersOf(deps, me.tenantId, queueId)).filter(fits).map(memberView), query);
};

/** Changes a user's list of queues; decides anew where it changed meanwhile. */
const changeQueues = async (
  deps: Members<'queuesOf' | 'putQueuesOf'>,
  { tenantId, userId }: UserKey,
  decide: (queues: Memberships['queues']) => Memberships['queues'],
): Promise<void> => {
  for (;;) {
    const before = await deps.members.queuesOf(tenantId, userId);
    const next = { queues: decide(before.queues), version: before.version + 1 };
    if (await deps.members.putQueuesOf(tenantId, userId, next)) return;
  }
};

/** The queue that a change of its user's list is about, joined or left out. */
const withQueue = (
  queues: Memberships['queues'],
  queueId: string,
  joined?: boolean,
): Memberships['queues'] => {
  const { [queueId]: _before, ...others } = queues;
  if (joined === undefined) return others;
  if (Object.keys(others).length >= limits.queuesOfUser)
    throw badRequest('', `a user belongs to at most ${limits.queuesOfUser} queues`);
  return { ...others, [queueId]: joined };
};

type Adding = Members<'queuesOf' | 'putQueuesOf' | 'add' | 'reflect'> & {
  readonly presences: Pick<PresenceStore, 'get'>;
};

/**
 * Adds a user to a queue. First their own list, by which their changes find the queue; then the member; then the presence
 * of that moment: a change that came before the member was there is read, and one that comes after it is brought.
 */
const addMember = async (deps: Adding, key: MemberKey, name: string): Promise<void> => {
  await changeQueues(deps, key, (queues) =>
    withQueue(queues, key.queueId, Object.hasOwn(queues, key.queueId) ? queues[key.queueId] : true),
  );
  const atWork = { ...atWorkOf({ systemPresence: 'Offline' }), version: 0 };
  await deps.members.add(key, { userId: key.userId, name, joined: true, atWork });
  await deps.members.reflect(key, atWorkOf(await deps.presences.get(key.tenantId, key.userId)));
};

/** How an audit names a member: ids hold no slash. */
const auditedMember = ({ queueId, userId }: Pick<MemberKey, 'queueId' | 'userId'>): string =>
  `${queueId}/${userId}`;

const removeMember = async (
  deps: Members<'queuesOf' | 'putQueuesOf' | 'remove'>,
  key: MemberKey,
): Promise<void> => {
  // The member goes last: what was cut short finds them again.
  await changeQueues(deps, key, (queues) => withQueue(queues, key.queueId));
  await deps.members.remove(key);
};

/**
 * Adds users of the caller's divisions to a queue of them, or takes members away; each is audited before. Nothing is done
 * where one of those to be added is unknown. Errors: not.found; bad.request where one has too many queues.
 */
export const changeMembers = async (
  deps: Queues & Adding & Members<'remove' | 'of'> & AuditDeps & { readonly users: Pick<UserStore, 'get'> },
  me: Principal,
  queueId: string,
  userIds: readonly string[],
  removes: boolean,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  const ids = [...new Set(userIds)];
  const keyOf = (userId: string): MemberKey => ({ tenantId: me.tenantId, queueId, userId });
  const users = removes ? [] : await Promise.all(ids.map((id) => readUser(deps, me, id)));
  if (!removes)
    await requireRoom(
      deps.members.of(me.tenantId, queueId),
      limits.membersOfQueue,
      'members of one queue',
      ids.length,
    );
  for (const id of ids) await audit(deps, me, 'member.changed', auditedMember(keyOf(id)));
  if (removes) for (const id of ids) await removeMember(deps, keyOf(id));
  for (const { id, name } of users) await addMember(deps, keyOf(id), name);
};

/** Takes a member from a queue of the caller's divisions, audited before. Errors: not.found. */
export const deleteMember = async (
  deps: Queues & Members<'get' | 'queuesOf' | 'putQueuesOf' | 'remove'> & AuditDeps,
  me: Principal,
  queueId: string,
  userId: string,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  const key = { tenantId: me.tenantId, queueId, userId };
  if ((await deps.members.get(key)) === undefined) throw new Failure('not.found');
  await audit(deps, me, 'member.changed', auditedMember(key));
  await removeMember(deps, key);
};

/**
 * Lets a member work for the queue, or not: oneself, or another by who manages members, which is audited.
 * Errors: not.found, missing.permissions.
 */
export const joinQueue = async (
  deps: Queues & Members<'get' | 'change' | 'queuesOf' | 'putQueuesOf'> & AuditDeps,
  me: Principal,
  queueId: string,
  userId: string,
  joined: boolean,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  const way = wayIn(patchQueueMember.access, me, (one) => one.as === 'queue' || userId === me.userId);
  const key = { tenantId: me.tenantId, queueId, userId };
  if ((await deps.members.get(key)) === undefined) throw new Failure('not.found');
  await auditWay(deps, me, way, auditedMember(key));
  if (!(await deps.members.change(key, { joined }))) throw new Failure('not.found');
  await changeQueues(deps, key, (queues) => withQueue(queues, queueId, joined));
};

/** Lists the caller's queues, as far as they lie in the caller's divisions. */
export const listMyQueues = async (
  deps: Queues & Members<'queuesOf'>,
  me: Principal,
  query: UserQueuesQuery,
) => {
  const { queues } = await deps.members.queuesOf(me.tenantId, me.userId);
  const wanted = Object.entries(queues).filter(([, joined]) => isAsked(query.joined, joined));
  const found = await Promise.all(
    wanted.map(async ([queueId, joined]): Promise<readonly (Queue & { joined: boolean })[]> => {
      const queue = await deps.queues.get(me.tenantId, queueId);
      return queue === undefined || !seesDivision(me, queue.division.id) ? [] : [{ ...queue, joined }];
    }),
  );
  return pageOf(found.flat(), query);
};

/**
 * Deletes a queue, and with it who belonged to it; audited before. Conversations that are in it stay in it.
 * Errors: not.found.
 */
export const deleteQueueAndMembers = async (
  deps: AuditDeps & { readonly queues: Pick<QueueStore, 'get' | 'remove'> } & Members<
      'of' | 'queuesOf' | 'putQueuesOf' | 'remove'
    >,
  me: Principal,
  queueId: string,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  await audit(deps, me, 'queue.deleted', queueId);
  for (const { userId } of await membersOf(deps, me.tenantId, queueId))
    await removeMember(deps, { tenantId: me.tenantId, queueId, userId });
  await deps.queues.remove(me.tenantId, queueId);
};

/** Copies a changed presence to the queues of its user; older ones than a queue shows are left out. */
export const bringToQueues = async (
  deps: Members<'queuesOf' | 'reflect'>,
  user: UserKey,
  presence: Presence,
): Promise<void> => {
  const { queues } = await deps.members.queuesOf(user.tenantId, user.userId);
  const atWork = atWorkOf(presence);
  await Promise.all(Object.keys(queues).map((queueId) => deps.members.reflect({ ...user, queueId }, atWork)));
};

/** Copies a user's name, as it is now, to their queues. Safe to repeat. */
export const renameInQueues = async (
  deps: Members<'queuesOf' | 'change'> & { readonly users: Pick<UserStore, 'get'> },
  user: UserKey,
): Promise<void> => {
  const [known, { queues }] = await Promise.all([
    deps.users.get(user.tenantId, user.userId),
    deps.members.queuesOf(user.tenantId, user.userId),
  ]);
  if (known === undefined) return;
  const { name } = known;
  await Promise.all(
    Object.keys(queues).map((queueId) => deps.members.change({ ...user, queueId }, { name })),
  );
};
