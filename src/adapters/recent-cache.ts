/** Remembers up to `size` answers for `ttlMs`; the oldest goes first. Lives as long as its Lambda environment. */
export const recentCache = <V>(size: number, ttlMs: number, now: () => number) => {
  const entries = new Map<string, { readonly value: V; readonly until: number }>();
  return {
    get(key: string): V | undefined {
      const found = entries.get(key);
      return found !== undefined && found.until > now() ? found.value : undefined;
    },
    set(key: string, value: V): void {
      entries.delete(key);
      entries.set(key, { value, until: now() + ttlMs });
      const oldest = entries.keys().next();
      if (entries.size > size && !oldest.done) entries.delete(oldest.value);
    },
    delete(key: string): void {
      entries.delete(key);
    },
  };
};
