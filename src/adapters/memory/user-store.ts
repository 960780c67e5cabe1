import { limits } from '../../contract/limits.ts';
import type { User } from '../../contract/user.ts';
import type { Presence, PresenceStore, UserStore } from '../../domain/directory/directory.ts';

/** Users in memory. */
export const memoryUserStore = (): UserStore => {
  const users = new Map<string, User>();
  const counts = new Map<string, number>();
  const own = (tenantId: string) => [...users].filter(([key]) => key.startsWith(`${tenantId}#`));
  return {
    get: async (tenantId, userId) => users.get(`${tenantId}#${userId}`),
    async *all(tenantId) {
      for (const [, user] of own(tenantId)) yield user;
    },
    async create(tenantId, user) {
      const key = `${tenantId}#${user.id}`;
      // Who came by their token counts where they came before the first whom an administrator created.
      const count = counts.get(tenantId) ?? own(tenantId).length;
      if (count >= limits.usersOfTenant) return 'full';
      if (users.has(key)) return 'known';
      counts.set(tenantId, count + 1);
      users.set(key, user);
      return 'done';
    },
    async put(tenantId, user) {
      const key = `${tenantId}#${user.id}`;
      if ((users.get(key)?.version ?? 0) !== user.version - 1) return false;
      users.set(key, user);
      return true;
    },
  };
};

/** Presences in memory; `onPut` is told of each as the stream of the table would tell. */
export const memoryPresenceStore = (
  onPut: (tenantId: string, userId: string, presence: Presence) => void = () => {},
): PresenceStore => {
  const presences = new Map<string, Presence>();
  return {
    get: async (tenantId, userId) => presences.get(`${tenantId}#${userId}`) ?? { systemPresence: 'Offline' },
    put: async (tenantId, userId, presence) => {
      const key = `${tenantId}#${userId}`;
      if ((presences.get(key)?.version ?? 0) !== presence.version - 1) return false;
      presences.set(key, presence);
      onPut(tenantId, userId, presence);
      return true;
    },
  };
};
