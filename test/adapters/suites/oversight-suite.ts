import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  linkHash,
  nothingBefore,
  type OversightStore,
  type Tip,
} from '../../../src/domain/shared/oversight.ts';

const linkOf = (tenantId: string, source: string, before: Tip | undefined, day = '2026-01-31') => {
  const entry = {
    time: `${day}T08:00:00.000Z`,
    action: 'grants.revoked' as const,
    userId: 'u',
    entityId: source,
  };
  const draft = { seq: (before?.seq ?? 0) + 1, source, day, entry };
  return { ...draft, hash: linkHash(tenantId, before?.hash ?? nothingBefore, draft) };
};

/** What a chain must be on every store. */
export const oversightSuite = (make: () => OversightStore): void => {
  describe('the oversight log', () => {
    test('Given links behind one another, when they are read, then they are there in order, and the tip is the last', async () => {
      const [store, tenantId] = [make(), randomUUID()];
      expect(await store.tip(tenantId)).toBeUndefined();
      const first = linkOf(tenantId, 'one', undefined);
      expect(await store.append(tenantId, first, undefined)).toBe(true);
      const second = linkOf(tenantId, 'two', first);
      expect(await store.append(tenantId, second, first)).toBe(true);
      const third = linkOf(tenantId, 'three', second, '2026-02-01');
      expect(await store.append(tenantId, third, second)).toBe(true);
      expect(await store.tip(tenantId)).toEqual({ seq: 3, hash: third.hash, day: third.day });
      expect(await store.links(tenantId, '2026-01-31')).toEqual([first, second]);
      expect(await store.links(tenantId, '2026-02-01')).toEqual([third]);
      expect(await store.links(randomUUID(), '2026-01-31')).toEqual([]);
    });

    test('Given a link, when its source comes again or another one behind an old tip, then nothing is added', async () => {
      const [store, tenantId] = [make(), randomUUID()];
      const first = linkOf(tenantId, 'one', undefined);
      await store.append(tenantId, first, undefined);
      expect(await store.append(tenantId, linkOf(tenantId, 'one', first), first)).toBe(false);
      await expect(store.append(tenantId, linkOf(tenantId, 'two', undefined), undefined)).rejects.toThrow();
      expect(await store.tip(tenantId)).toEqual({ seq: 1, hash: first.hash, day: first.day });
      expect(await store.links(tenantId, '2026-01-31')).toEqual([first]);
    });

    test('Given anchors of days, when a day is anchored again, then its last word stays, in the order of days', async () => {
      const [store, tenantId] = [make(), randomUUID()];
      const anchor = (day: string, seq: number) => ({
        day,
        seq,
        hash: `h${seq}`,
        signedAt: `${day}T09:00:00.000Z`,
        signature: 's',
      });
      for (const [day, seq] of [
        ['2026-02-01', 3],
        ['2026-01-31', 1],
        ['2026-01-31', 2],
      ] as const)
        await store.anchor(tenantId, anchor(day, seq));
      expect(await store.anchors(tenantId)).toEqual([anchor('2026-01-31', 2), anchor('2026-02-01', 3)]);
    });
  });
};
