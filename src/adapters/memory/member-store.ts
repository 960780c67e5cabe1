import { limits } from '../../contract/limits.ts';
import type { Member, MemberKey, MemberStore, Memberships } from '../../domain/directory/member-store.ts';
import type { MemoryQueues, MemoryWrapupCodes } from './routing-stores.ts';

/** Members in memory, of queues that are there. */
export const memoryMemberStore = (
  allQueues: Pick<MemoryQueues, 'has' | 'remove'>,
  codes: Pick<MemoryWrapupCodes, 'countOf'>,
): MemberStore => {
  const members = new Map<string, Member>();
  const lists = new Map<string, Memberships>();
  const keyOf = ({ tenantId, queueId, userId }: MemberKey) => `${tenantId}#${queueId}#${userId}`;
  const queuesOf = (tenantId: string, userId: string): Memberships =>
    lists.get(`${tenantId}#${userId}`) ?? { queues: {}, version: 0 };
  /** Both or neither, as a transaction. */
  const together = (key: MemberKey, queues: Memberships, member: Member | undefined): boolean => {
    if (queuesOf(key.tenantId, key.userId).version !== queues.version - 1) return false;
    lists.set(`${key.tenantId}#${key.userId}`, queues);
    if (member === undefined) members.delete(keyOf(key));
    else members.set(keyOf(key), member);
    return true;
  };
  const own = (tenantId: string, queueId: string): readonly Member[] =>
    [...members].filter(([key]) => key.startsWith(`${tenantId}#${queueId}#`)).map(([, member]) => member);
  return {
    get: async (key) => members.get(keyOf(key)),
    async *of(tenantId, queueId) {
      yield* own(tenantId, queueId);
    },
    async enter(key, member, queues) {
      const { tenantId, queueId } = key;
      if (own(tenantId, queueId).length >= limits.membersOfQueue) return 'full';
      if (!allQueues.has(tenantId, queueId)) return 'gone';
      return !members.has(keyOf(key)) && together(key, queues, member) ? 'done' : 'changed';
    },
    async join(key, joined, queues) {
      const member = members.get(keyOf(key));
      return member !== undefined && together(key, queues, { ...member, joined });
    },
    leave: async (key, queues) => members.has(keyOf(key)) && together(key, queues, undefined),
    async disband(tenantId, queueId) {
      if (own(tenantId, queueId).length > 0 || codes.countOf(tenantId, queueId) > 0) return false;
      await allQueues.remove(tenantId, queueId);
      return true;
    },
    async rename(key, name) {
      const member = members.get(keyOf(key));
      if (member !== undefined) members.set(keyOf(key), { ...member, name });
      return member !== undefined;
    },
    async reflect(key, atWork) {
      const member = members.get(keyOf(key));
      if (member === undefined || member.atWork.version > atWork.version) return undefined;
      members.set(keyOf(key), { ...member, atWork });
      return { ...member, atWork };
    },
    queuesOf: async (tenantId, userId) => queuesOf(tenantId, userId),
  };
};
