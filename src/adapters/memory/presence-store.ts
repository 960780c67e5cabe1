import type { Presence, PresenceStore } from '../../domain/users/presence-store.ts';

/** Presences in memory. */
export const memoryPresenceStore = (): PresenceStore => {
  const presences = new Map<string, Presence>();
  return {
    get: async (tenantId, userId) => presences.get(`${tenantId}#${userId}`) ?? { systemPresence: 'Offline' },
    put: async (tenantId, userId, presence) => {
      presences.set(`${tenantId}#${userId}`, presence);
    },
  };
};
