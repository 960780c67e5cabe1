import type { User } from '../../contract/user.ts';
import type { Presence, PresenceStore, UserStore } from '../../domain/directory/directory.ts';

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
