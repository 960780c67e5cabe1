import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RateStore } from '../../../src/domain/shared/rate.ts';

/** What every store of counts must do. */
export const rateStoreSuite = (make: () => RateStore): void => {
  describe('counts', () => {
    test('Given a limit, when more take at once, then as many as the limit get one, in each tenant, window and count', async () => {
      const store = make();
      const counted = randomUUID();
      const taken = await Promise.all(
        Array.from({ length: 12 }, () => store.take('tenant-a', counted, 1, 5)),
      );
      expect(taken.filter(Boolean)).toHaveLength(5);
      expect(await store.take('tenant-a', counted, 2, 5)).toBe(true);
      expect(await store.take('tenant-b', counted, 1, 5)).toBe(true);
      expect(await store.take('tenant-a', `${counted}#other`, 1, 5)).toBe(true);
      expect(await store.take('tenant-a', counted, 1, 5)).toBe(false);
    });
  });
};
