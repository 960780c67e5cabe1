import type { Member, MemberKey, MemberStore, Memberships } from '../../domain/directory/member-store.ts';

/** Members in memory. */
export const memoryMemberStore = (): MemberStore => {
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
  return {
    get: async (key) => members.get(keyOf(key)),
    async *of(tenantId, queueId) {
      for (const [key, member] of members) if (key.startsWith(`${tenantId}#${queueId}#`)) yield member;
    },
    enter: async (key, member, queues) => together(key, queues, member),
    async join(key, joined, queues) {
      const member = members.get(keyOf(key));
      return member !== undefined && together(key, queues, { ...member, joined });
    },
    leave: async (key, queues) => together(key, queues, undefined),
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
