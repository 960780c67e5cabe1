import type { Occupancy } from '../../contract/budgets.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import {
  compareStarts,
  countedAs,
  type Interaction,
  type InteractionStore,
  listingOf,
  occupiedBy,
} from '../../domain/views/interaction.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** The views' items in memory. */
export const memoryInteractionStore = (table: ConversationTable = conversationTable()): InteractionStore => {
  // An erasure leaves the rows to who takes along what they count for.
  const interactions = table.kind<Interaction>({ isErased: false });
  const counted = new Map<string, { waiting: number; interacting: number }>();
  const occupied = new Map<string, Occupancy>();
  const occupancy = (tenantId: string): Occupancy =>
    occupied.get(tenantId) ?? { conversations: 0, monitors: 0 };
  const panels = new Map<string, Map<string, ConversationKey>>();
  const panel = (tenantId: string, userId: string) => {
    const own = panels.get(`${tenantId}#${userId}`) ?? new Map<string, ConversationKey>();
    panels.set(`${tenantId}#${userId}`, own);
    return own;
  };
  const countsOf = (tenantId: string, queueId: string) =>
    counted.get(`${tenantId}#${queueId}`) ?? { waiting: 0, interacting: 0 };
  const count = (tenantId: string, row: Interaction | undefined, by: 1 | -1): void => {
    const [has, more] = [occupancy(tenantId), occupiedBy(row)];
    occupied.set(tenantId, {
      conversations: has.conversations + by * more.conversations,
      monitors: has.monitors + by * more.monitors,
    });
    const as = countedAs(row);
    if (as === undefined) return;
    const counts = countsOf(tenantId, as.queueId);
    counted.set(`${tenantId}#${as.queueId}`, { ...counts, [as.as]: counts[as.as] + by });
  };
  return {
    get: async (key) => interactions.get(key, ''),
    async replace(key, before, after) {
      if (interactions.get(key, '')?.rev !== before?.rev) return false;
      if (after === undefined) interactions.delete(key, '');
      else interactions.put(key, '', after);
      count(key.tenantId, before, -1);
      count(key.tenantId, after, 1);
      return true;
    },
    async *range({ tenantId, listings, queueIds, from, to, order, after }) {
      const sign = order === 'asc' ? 1 : -1;
      yield* [...interactions.everything()]
        .filter((i) => i.tenantId === tenantId && listings.includes(listingOf(i)))
        .filter((i) => queueIds === undefined || queueIds.includes(i.queueId))
        .filter((i) => i.startTime >= from && i.startTime <= to)
        .filter((i) => after === undefined || sign * compareStarts(i, after) > 0)
        .sort((a, b) => sign * compareStarts(a, b));
    },
    async *ofCustomer(tenantId, customer, before) {
      yield* [...interactions.everything()]
        .filter((i) => i.tenantId === tenantId && i.customer === customer && compareStarts(i, before) < 0)
        .sort((a, b) => compareStarts(b, a))
        .map(({ monitor: _m, fence: _f, rev: _r, customer: _c, customerName: _n, ...earlier }) => earlier);
    },
    counts: async (tenantId, queueId) => countsOf(tenantId, queueId),
    isListed: async ({ tenantId, conversationId }, userId) => panel(tenantId, userId).has(conversationId),
    occupancy: async (tenantId) => occupancy(tenantId),
    async correct(tenantId, queueId, by) {
      if (queueId === undefined) {
        const has = occupancy(tenantId);
        if ('monitors' in by)
          occupied.set(tenantId, {
            conversations: has.conversations + by.conversations,
            monitors: has.monitors + by.monitors,
          });
        return;
      }
      const counts = countsOf(tenantId, queueId);
      if ('waiting' in by)
        counted.set(`${tenantId}#${queueId}`, {
          waiting: counts.waiting + by.waiting,
          interacting: counts.interacting + by.interacting,
        });
    },
    async list({ tenantId, conversationId }, userId) {
      panel(tenantId, userId).set(conversationId, { tenantId, conversationId });
    },
    async unlist({ tenantId, conversationId }, userId) {
      panel(tenantId, userId).delete(conversationId);
    },
    panelOf: async (tenantId, userId) => [...panel(tenantId, userId).values()],
  };
};
