import { isDeepStrictEqual } from 'node:util';
import type { RecordedPanel } from './recorded-panels.ts';

/**
 * Says where panels depart from what was set: the same ones, in any order, each with its schema and data. Undefined
 * where they do not. Names panels, never what they show.
 */
export const comparePanels = (
  found: readonly RecordedPanel[],
  set: readonly RecordedPanel[],
): string | undefined => {
  const byId = new Map(found.map((panel) => [panel.id, panel]));
  for (const { id, schemaId, data } of set) {
    const panel = byId.get(id);
    if (panel === undefined) return `panel ${id} is missing`;
    if (panel.schemaId !== schemaId) return `panel ${id} is of another schema`;
    if (!isDeepStrictEqual(panel.data, data)) return `panel ${id} differs`;
  }
  return found.length > set.length ? `${found.length - set.length} panels too many` : undefined;
};
