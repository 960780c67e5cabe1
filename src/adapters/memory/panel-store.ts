import { limits } from '../../contract/limits.ts';
import type { Panel } from '../../contract/panel.ts';
import { attributesFit, type PanelStore } from '../../domain/monitoring/panel-store.ts';
import { iso } from '../../domain/shared/clock.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** Panels and attributes in memory. */
export const memoryPanelStore = (table: ConversationTable = conversationTable()): PanelStore => {
  const panels = table.kind<Panel>();
  const attributes = table.kind<Readonly<Record<string, string>>>();
  return {
    async put(key, id, input, now) {
      if (panels.get(key, id) === undefined && panels.values(key).length >= limits.panelsOfConversation)
        return undefined;
      const version = (panels.get(key, id)?.version ?? 0) + 1;
      const panel: Panel = { id, ...input, modifiedDate: iso(now), version };
      panels.update(key, id, panel);
      return panel;
    },
    get: async (key, id) => panels.get(key, id),
    all: async (key) => [...panels.values(key)].sort((a, b) => (a.id < b.id ? -1 : 1)),
    async putAttributes(key, participantId, added) {
      const own = { ...attributes.get(key, participantId), ...added };
      if (!attributesFit(own)) return undefined;
      if (Object.keys(added).length === 0) return own;
      const known = attributes.get(key, participantId) !== undefined;
      if (!known && attributes.values(key).length >= limits.attributedParticipants) return undefined;
      attributes.update(key, participantId, own);
      return own;
    },
    attributes: async (key) => Object.fromEntries(attributes.entries(key)),
  };
};
