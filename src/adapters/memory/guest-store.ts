import type { GuestRecord, GuestStore } from '../../domain/messages/guest-session.ts';

/** Guests in memory. */
export const memoryGuestStore = (): GuestStore => {
  const guests = new Map<string, GuestRecord>();
  const keyOf = (tenantId: string, guestId: string) => JSON.stringify([tenantId, guestId]);
  return {
    put: async (guest) => {
      guests.set(keyOf(guest.tenantId, guest.guestId), guest);
    },
    get: async (tenantId, guestId) => guests.get(keyOf(tenantId, guestId)),
  };
};
