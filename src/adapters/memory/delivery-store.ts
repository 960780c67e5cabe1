import type { IntegrationKey } from '../../domain/directory/directory.ts';
import type { Place } from '../../domain/messages/delivery.ts';
import { type Delivery, type DeliveryStore, deliveryRank } from '../../domain/messages/delivery.ts';

/** Deliveries in memory. */
export const memoryDeliveryStore = (): DeliveryStore => {
  const deliveries = new Map<string, Delivery & { readonly until: number }>();
  const pointers = new Map<string, Place>();
  const keyOf = (place: Place) => JSON.stringify([place.tenantId, place.conversationId, place.seq]);
  const pointerOf = (key: IntegrationKey, id: string) =>
    JSON.stringify([key.tenantId, key.integrationId, id]);
  return {
    async claim(place, integrationId, now, until) {
      const known = deliveries.get(keyOf(place));
      if (known !== undefined && known.status !== 'sending') return 'done';
      if (known !== undefined && known.until > now) return 'busy';
      deliveries.set(keyOf(place), { status: 'sending', integrationId, until });
      return 'claimed';
    },
    async release(place) {
      const known = deliveries.get(keyOf(place));
      if (known?.status === 'sending') deliveries.set(keyOf(place), { ...known, until: 0 });
    },
    async advance(place, to) {
      const known = deliveries.get(keyOf(place));
      if (known === undefined || known.integrationId !== to.integrationId) return false;
      if (deliveryRank[known.status] >= deliveryRank[to.status]) return false;
      deliveries.set(keyOf(place), { ...known, ...to });
      return true;
    },
    async get(place) {
      const known = deliveries.get(keyOf(place));
      if (known === undefined) return undefined;
      const { until: _, ...delivery } = known;
      return delivery;
    },
    async point(key, providerId, place) {
      pointers.set(pointerOf(key, providerId), place);
    },
    find: async (key, providerId) => pointers.get(pointerOf(key, providerId)),
  };
};
