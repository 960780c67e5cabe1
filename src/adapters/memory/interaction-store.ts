import type { ConversationKey } from '../../domain/head/head.ts';
import type { Interaction, InteractionStore } from '../../domain/views/interaction.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** The views' items in memory. */
export const memoryInteractionStore = (table: ConversationTable = conversationTable()): InteractionStore => {
  const interactions = table.kind<Interaction>();
  const panels = new Map<string, Map<string, ConversationKey>>();
  const panel = (tenantId: string, userId: string) => {
    const own = panels.get(`${tenantId}#${userId}`) ?? new Map<string, ConversationKey>();
    panels.set(`${tenantId}#${userId}`, own);
    return own;
  };
  return {
    get: async (key) => interactions.get(key, ''),
    async put(interaction) {
      const existing = interactions.get(interaction, '');
      if (existing === undefined || existing.rev <= interaction.rev)
        interactions.put(interaction, '', interaction);
    },
    async *range({ tenantId, state, from, to, order }) {
      const sign = order === 'asc' ? 1 : -1;
      yield* [...interactions.everything()]
        .filter((i) => i.tenantId === tenantId && i.state === state)
        .filter((i) => i.startTime >= from && i.startTime <= to)
        .sort((a, b) => sign * (a.startTime - b.startTime || (a.conversationId < b.conversationId ? -1 : 1)));
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
