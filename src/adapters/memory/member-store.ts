import type { Member, MemberKey, MemberStore, Memberships } from '../../domain/directory/member-store.ts';

/** Members in memory. */
export const memoryMemberStore = (): MemberStore => {
  const members = new Map<string, Member>();
  const lists = new Map<string, Memberships>();
  const keyOf = ({ tenantId, queueId, userId }: MemberKey) => `${tenantId}#${queueId}#${userId}`;
  const queuesOf = (tenantId: string, userId: string): Memberships =>
    lists.get(`${tenantId}#${userId}`) ?? { queues: {}, version: 0 };
  return {
    get: async (key) => members.get(keyOf(key)),
    async *of(tenantId, queueId) {
      for (const [key, member] of members) if (key.startsWith(`${tenantId}#${queueId}#`)) yield member;
    },
    async add(key, member) {
      if (!members.has(keyOf(key))) members.set(keyOf(key), member);
    },
    async change(key, to) {
      const member = members.get(keyOf(key));
      if (member !== undefined) members.set(keyOf(key), { ...member, ...to });
      return member !== undefined;
    },
    async reflect(key, atWork) {
      const member = members.get(keyOf(key));
      if (member === undefined || member.atWork.version > atWork.version) return undefined;
      members.set(keyOf(key), { ...member, atWork });
      return { ...member, atWork };
    },
    async remove(key) {
      members.delete(keyOf(key));
    },
    queuesOf: async (tenantId, userId) => queuesOf(tenantId, userId),
    async putQueuesOf(tenantId, userId, memberships) {
      if (queuesOf(tenantId, userId).version !== memberships.version - 1) return false;
      lists.set(`${tenantId}#${userId}`, memberships);
      return true;
    },
  };
};
