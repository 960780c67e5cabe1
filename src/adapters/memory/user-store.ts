import type { User } from '../../contract/user.ts';
import type { UserStore } from '../../domain/directory/user-store.ts';

/** Users in memory. */
export const memoryUserStore = (): UserStore => {
  const users = new Map<string, User>();
  return {
    get: async (tenantId, userId) => users.get(`${tenantId}#${userId}`),
    async *all(tenantId) {
      for (const [key, user] of users) if (key.startsWith(`${tenantId}#`)) yield user;
    },
    async put(tenantId, user) {
      const key = `${tenantId}#${user.id}`;
      if ((users.get(key)?.version ?? 0) !== user.version - 1) return false;
      users.set(key, user);
      return true;
    },
  };
};
