import type { Panel } from '../../contract/panel.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { PanelStore } from '../../domain/monitoring/panel-store.ts';
import { iso } from '../../domain/shared/clock.ts';

/** Panels and attributes in memory. */
export const memoryPanelStore = (): PanelStore => {
  const panels = new Map<string, Map<string, Panel>>();
  const attributes = new Map<string, Record<string, Record<string, string>>>();
  const keyOf = (key: ConversationKey) => `${key.tenantId}#${key.conversationId}`;
  return {
    async put(key, id, input, now) {
      const own = panels.get(keyOf(key)) ?? new Map<string, Panel>();
      panels.set(keyOf(key), own);
      const version = (own.get(id)?.version ?? 0) + 1;
      const panel = { id, ...input, modifiedDate: iso(now), version } as Panel;
      own.set(id, panel);
      return panel;
    },
    get: async (key, id) => panels.get(keyOf(key))?.get(id),
    all: async (key) => [...(panels.get(keyOf(key))?.values() ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1)),
    async putAttributes(key, participantId, added) {
      const all = attributes.get(keyOf(key)) ?? {};
      const own = { ...all[participantId], ...added };
      attributes.set(keyOf(key), { ...all, [participantId]: own });
      return own;
    },
    attributes: async (key) => attributes.get(keyOf(key)) ?? {},
  };
};
