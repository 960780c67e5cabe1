import type { IntegrationKey } from '../../domain/directory/directory.ts';
import {
  type Delivery,
  type DeliveryStore,
  deliveryRank,
  type Outbox,
  type Place,
} from '../../domain/messages/delivery.ts';
import type { Recipient, Recipients } from '../../domain/messages/recipient.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** Deliveries in memory. */
export const memoryDeliveryStore = (table: ConversationTable = conversationTable()): DeliveryStore => {
  const deliveries = table.kind<Delivery & { readonly until: number }>();
  const pointers = new Map<string, Place>();
  const of = (place: Place) => deliveries.get(place, String(place.seq));
  const update = (place: Place, delivery: Delivery & { readonly until: number }): void =>
    deliveries.update(place, String(place.seq), delivery);
  const pointerOf = (key: IntegrationKey, id: string) =>
    JSON.stringify([key.tenantId, key.integrationId, id]);
  return {
    async claim(place, integrationId, now, until) {
      const known = of(place);
      if (known !== undefined && known.status !== 'sending') return 'done';
      if (known !== undefined && known.until > now) return 'busy';
      update(place, { status: 'sending', integrationId, until });
      return 'claimed';
    },
    async release(place) {
      const known = of(place);
      if (known?.status === 'sending') update(place, { ...known, until: 0 });
    },
    async advance(place, to) {
      const known = of(place);
      if (known === undefined || known.integrationId !== to.integrationId) return false;
      if (deliveryRank[known.status] >= deliveryRank[to.status]) return false;
      update(place, { ...known, ...to });
      return true;
    },
    async get(place) {
      const known = of(place);
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

/** Recipients in memory. */
export const memoryRecipients = (table: ConversationTable = conversationTable()): Recipients => {
  const recipients = table.kind<Recipient>();
  return {
    put: async (key, recipient) => recipients.put(key, '', recipient),
    get: async (key) => recipients.get(key, ''),
  };
};

/** An outbox in memory; `waiting` is what it holds, in order. */
export const memoryOutbox = (): Outbox & { readonly waiting: readonly Place[] } => {
  const waiting: Place[] = [];
  return {
    waiting,
    enqueue: async ({ tenantId, conversationId, seq }) => {
      waiting.push({ tenantId, conversationId, seq });
    },
  };
};
