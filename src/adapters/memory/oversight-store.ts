import type { Anchor, Link, OversightStore } from '../../domain/shared/oversight.ts';

/** Chains in memory. */
export const memoryOversightStore = (): OversightStore => {
  const chains = new Map<string, Link[]>();
  const anchors = new Map<string, Map<string, Anchor>>();
  const chain = (tenantId: string): readonly Link[] => chains.get(tenantId) ?? [];
  return {
    tip: async (tenantId) => {
      const last = chain(tenantId).at(-1);
      return last === undefined ? undefined : { seq: last.seq, hash: last.hash, day: last.day };
    },
    async append(tenantId, link, before) {
      const known = chain(tenantId);
      if (known.some(({ source }) => source === link.source)) return false;
      if (known.at(-1)?.hash !== before?.hash) throw new Error('the chain has another tip');
      chains.set(tenantId, [...known, link]);
      return true;
    },
    async anchor(tenantId, anchor) {
      anchors.set(tenantId, new Map(anchors.get(tenantId)).set(anchor.day, anchor));
    },
    anchors: async (tenantId) =>
      [...(anchors.get(tenantId)?.values() ?? [])].sort((a, b) => (a.day < b.day ? -1 : 1)),
    links: async (tenantId, day) => chain(tenantId).filter((link) => link.day === day),
  };
};
