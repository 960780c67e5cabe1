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
import { badRequest, Failure, fullOf } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';
import { readQueue } from './administer.ts';
import { routingOf, type UserKey } from './at-work.ts';
import {
  type Presence,
  type PresenceStore,
  pageOf,
  type QueueStore,
  type UserStore,
  type WrapupCodeStore,
} from './directory.ts';
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

/** Changes a user's list of queues, and with it the member; decides anew where the list changed meanwhile. */
const changeQueues = async (
  deps: Members<'queuesOf'>,
  { tenantId, userId }: UserKey,
  change: (before: Memberships['queues'], version: number) => Promise<boolean>,
): Promise<void> => {
  for (;;) {
    const { queues, version } = await deps.members.queuesOf(tenantId, userId);
    if (await change(queues, version + 1)) return;
  }
};

const withoutQueue = (queues: Memberships['queues'], queueId: string): Memberships['queues'] => {
  const { [queueId]: _before, ...others } = queues;
  return others;
};

const withQueue = (
  queues: Memberships['queues'],
  queueId: string,
  joined: boolean,
): Memberships['queues'] => {
  const others = withoutQueue(queues, queueId);
  if (Object.keys(others).length >= limits.queuesOfUser)
    throw badRequest('', `a user belongs to at most ${limits.queuesOfUser} queues`);
  return { ...others, [queueId]: joined };
};

type Adding = Members<'queuesOf' | 'get' | 'enter' | 'reflect'> & {
  readonly presences: Pick<PresenceStore, 'get'>;
};

const fullQueue = () => fullOf('members of one queue', limits.membersOfQueue);

/**
 * Adds a user to a queue that is there, and then the presence of that moment: a change that came before the member was
 * there is read, and one that comes after it is brought. Who is there already stays as they are. Errors: not.found,
 * bad.request.
 */
const addMember = async (deps: Adding, key: MemberKey, name: string): Promise<void> => {
  const { queueId, userId } = key;
  await changeQueues(deps, key, async (before, version) => {
    if ((await deps.members.get(key)) !== undefined) return true;
    const atWork = { ...atWorkOf({ systemPresence: 'Offline' }), version: 0 };
    const queues = withQueue(before, queueId, true);
    const entered = await deps.members.enter(
      key,
      { userId, name, joined: true, atWork },
      { queues, version },
    );
    if (entered === 'gone') throw new Failure('not.found');
    if (entered === 'full') throw fullQueue();
    return entered === 'done';
  });
  await deps.members.reflect(key, atWorkOf(await deps.presences.get(key.tenantId, userId)));
};

/** How an audit names a member: ids hold no slash. */
const auditedMember = ({ queueId, userId }: Pick<MemberKey, 'queueId' | 'userId'>): string =>
  `${queueId}/${userId}`;

const removeMember = (deps: Members<'get' | 'queuesOf' | 'leave'>, key: MemberKey): Promise<void> =>
  changeQueues(
    deps,
    key,
    async (before, version) =>
      (await deps.members.leave(key, { queues: withoutQueue(before, key.queueId), version })) ||
      // Nobody is there, or the list changed meanwhile.
      (await deps.members.get(key)) === undefined,
  );

/**
 * Adds users of the caller's divisions to a queue of them, or takes members away; each is audited before. Nothing is done
 * where one of those to be added is unknown. Errors: not.found; bad.request where one has too many queues.
 */
export const changeMembers = async (
  deps: Queues & Adding & Members<'leave' | 'of'> & AuditDeps & { readonly users: Pick<UserStore, 'get'> },
  me: Principal,
  queueId: string,
  userIds: readonly string[],
  removes: boolean,
): Promise<void> => {
  await readQueue(deps, me, queueId);
  const ids = [...new Set(userIds)];
  const keyOf = (userId: string): MemberKey => ({ tenantId: me.tenantId, queueId, userId });
  const users = removes ? [] : await Promise.all(ids.map((id) => readUser(deps, me, id)));
  // Nobody is added where not all of them find room; where others are added meanwhile, each counts by themself.
  if (!removes) {
    const there = new Set((await membersOf(deps, me.tenantId, queueId)).map(({ userId }) => userId));
    if (there.size + ids.filter((id) => !there.has(id)).length > limits.membersOfQueue) throw fullQueue();
  }
  for (const id of ids) await audit(deps, me, 'member.changed', auditedMember(keyOf(id)));
  if (removes) for (const id of ids) await removeMember(deps, keyOf(id));
  for (const { id, name } of users) await addMember(deps, keyOf(id), name);
};

/** Takes a member from a queue of the caller's divisions, audited before. Errors: not.found. */
export const deleteMember = async (
  deps: Queues & Members<'get' | 'queuesOf' | 'leave'> & AuditDeps,
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
  deps: Queues & Members<'get' | 'join' | 'queuesOf'> & AuditDeps,
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
  await changeQueues(deps, key, async (before, version) => {
    // Both are read anew each time: nobody is brought back who was taken away meanwhile.
    if ((await deps.members.get(key)) === undefined) throw new Failure('not.found');
    return deps.members.join(key, joined, { queues: withQueue(before, queueId, joined), version });
  });
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
 * Deletes a queue, and with it who belonged to it and its choice of wrap-up codes; audited before. The queue goes when
 * nothing is left in it, in one write: who is added meanwhile is taken away as well, and who comes later finds no queue.
 * A call that dies on the way leaves a queue that can be deleted. Conversations that are in it stay in it.
 * Errors: not.found.
 */
export const deleteQueue = async (
  deps: AuditDeps &
    Queues &
    Members<'get' | 'of' | 'queuesOf' | 'leave' | 'disband'> & {
      readonly wrapupCodes: Pick<WrapupCodeStore, 'ofQueue' | 'unassign'>;
    },
  me: Principal,
  queueId: string,
): Promise<void> => {
  const { tenantId } = me;
  await readQueue(deps, me, queueId);
  await audit(deps, me, 'queue.deleted', queueId);
  do {
    for (const { userId } of await membersOf(deps, tenantId, queueId))
      await removeMember(deps, { tenantId, queueId, userId });
    for (const codeId of await deps.wrapupCodes.ofQueue(tenantId, queueId))
      await deps.wrapupCodes.unassign(tenantId, queueId, codeId);
  } while (!(await deps.members.disband(tenantId, queueId)));
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
  deps: Members<'queuesOf' | 'rename'> & { readonly users: Pick<UserStore, 'get'> },
  user: UserKey,
): Promise<void> => {
  const [known, { queues }] = await Promise.all([
    deps.users.get(user.tenantId, user.userId),
    deps.members.queuesOf(user.tenantId, user.userId),
  ]);
  if (known === undefined) return;
  const { name } = known;
  await Promise.all(Object.keys(queues).map((queueId) => deps.members.rename({ ...user, queueId }, name)));
};
