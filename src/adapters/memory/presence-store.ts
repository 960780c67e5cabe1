import type { Presence, PresenceStore } from '../../domain/directory/presence-store.ts';

/** Presences in memory. */
export const memoryPresenceStore = (): PresenceStore => {
  const presences = new Map<string, Presence>();
  return {
    get: async (tenantId, userId) => presences.get(`${tenantId}#${userId}`) ?? { systemPresence: 'Offline' },
    put: async (tenantId, userId, presence) => {
      const key = `${tenantId}#${userId}`;
      if ((presences.get(key)?.version ?? 0) !== presence.version - 1) return false;
      presences.set(key, presence);
      return true;
    },
  };
};
