import type { ConversationKey } from '../../domain/head/head.ts';
import type { Interaction, InteractionStore } from '../../domain/views/interaction.ts';

/** The views' items in memory. */
export const memoryInteractionStore = (): InteractionStore => {
  const interactions = new Map<string, Interaction>();
  const panels = new Map<string, Map<string, ConversationKey>>();
  const keyOf = (key: ConversationKey) => `${key.tenantId}#${key.conversationId}`;
  const panel = (tenantId: string, userId: string) => {
    const own = panels.get(`${tenantId}#${userId}`) ?? new Map<string, ConversationKey>();
    panels.set(`${tenantId}#${userId}`, own);
    return own;
  };
  return {
    get: async (key) => interactions.get(keyOf(key)),
    async put(interaction) {
      const existing = interactions.get(keyOf(interaction));
      if (existing === undefined || existing.rev <= interaction.rev)
        interactions.set(keyOf(interaction), interaction);
    },
    async *range({ tenantId, state, from, to, order }) {
      const sign = order === 'asc' ? 1 : -1;
      yield* [...interactions.values()]
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
