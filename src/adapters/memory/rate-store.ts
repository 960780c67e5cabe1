import type { RateStore } from '../../domain/shared/rate.ts';

/** Counts in memory. */
export const memoryRateStore = (): RateStore => {
  const taken = new Map<string, number>();
  return {
    async take(tenantId, counted, window, most, by = 1) {
      const key = JSON.stringify([tenantId, counted, window]);
      const before = taken.get(key) ?? 0;
      if (before >= most) return false;
      taken.set(key, before + by);
      return true;
    },
  };
};
