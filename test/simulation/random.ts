/** A source of choices that one seed fixes: the same seed makes the same choices on every machine. */
export interface Random {
  /** A whole number from 0 to n - 1. */
  below(n: number): number;
  /** True with probability p. */
  chance(p: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** A key of the weights, as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
}

/** The entries of each table of weights and their sum, made once. */
const tables = new WeakMap<object, { readonly entries: readonly [string, number][]; readonly sum: number }>();

const tableOf = (weights: object) => {
  const known = tables.get(weights);
  if (known !== undefined) return known;
  const entries = Object.entries<number>(weights as Readonly<Record<string, number>>);
  const table = { entries, sum: entries.reduce((sum, [, weight]) => sum + weight, 0) };
  tables.set(weights, table);
  return table;
};

/** mulberry32, its seed scrambled so that neighbouring seeds share no beginning. */
export const seeded = (seed: number): Random => {
  let state = Math.imul((seed ^ 0x9e3779b9) + 0x6d2b79f5, 0x85ebca6b) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (n: number): number => Math.floor(next() * n);
  return {
    below,
    chance: (p) => next() < p,
    pick: (items) => items[below(items.length)] as (typeof items)[number],
    weighted: (weights) => {
      const { entries, sum } = tableOf(weights);
      let left = next() * sum;
      for (const [key, weight] of entries) {
        left -= weight;
        if (left < 0) return key as keyof typeof weights;
      }
      return entries.at(-1)?.[0] as keyof typeof weights;
    },
  };
};
