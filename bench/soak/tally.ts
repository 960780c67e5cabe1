import { percentiles } from '../statistics.ts';

/** What the soak holds, as the documents number them; `counts` are the queues' figures at the end. */
export const invariants = {
  I1: 'one holder at the most, fences grow',
  I2: 'what was acknowledged is kept and heard once',
  I3: 'a follower hears each seq once, in order, across sockets',
  I4: 'nothing crosses a tenant',
  I5: 'a poison record delays its own conversation alone',
  I6: 'agent and customer cannot tell',
  I7: 'no lease outlives its expiry',
  counts: "a queue's counts are exact once nothing changes",
} as const;
export type Invariant = keyof typeof invariants;

/** What a soak has seen so far: durations by kind and when, how often each invariant was looked at, and what was broken. */
export class Tally {
  readonly violations: string[] = [];
  readonly counts = new Map<string, number>();
  readonly checks = new Map<Invariant, number>();
  readonly #took = new Map<string, { readonly at: number; readonly ms: number }[]>();
  readonly #from = performance.now();

  count(what: string): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + 1);
  }

  took(what: string, ms: number): void {
    const list = this.#took.get(what) ?? [];
    this.#took.set(what, list);
    list.push({ at: performance.now() - this.#from, ms });
  }

  /** Says how one look at an invariant came out: what is broken, a sentence each. */
  looked(invariant: Invariant, ...broken: readonly string[]): void {
    this.checks.set(invariant, (this.checks.get(invariant) ?? 0) + 1);
    for (const detail of broken) this.violations.push(`${invariant}: ${detail}`);
  }

  /** n, p50, p90 and p99 of each kind, ms. */
  figures(): readonly {
    readonly what: string;
    readonly n: number;
    readonly p50: number;
    readonly p90: number;
    readonly p99: number;
  }[] {
    return [...this.#took].map(([what, list]) => ({
      what,
      n: list.length,
      ...percentiles(list.map(({ ms }) => ms)),
    }));
  }

  /** The median of one kind in each of so many equal parts of the time so far; NaN where there was none. */
  overTime(what: string, parts: number): readonly number[] {
    const whole = performance.now() - this.#from;
    return Array.from({ length: parts }, (_, part) => {
      const within = (this.#took.get(what) ?? []).filter(
        ({ at }) => Math.floor((at / whole) * parts) === part,
      );
      return within.length === 0 ? Number.NaN : percentiles(within.map(({ ms }) => ms)).p50;
    });
  }
}

const bars = '▁▂▃▄▅▆▇█';

/** Numbers as a line of bars from 0 to the largest, with that one behind. */
export const chart = (values: readonly number[]): string => {
  const most = Math.max(0, ...values.filter((value) => !Number.isNaN(value)));
  const bar = (value: number) =>
    Number.isNaN(value)
      ? ' '
      : (bars[Math.min(bars.length - 1, Math.floor((value / (most || 1)) * bars.length))] ?? ' ');
  return `${values.map(bar).join('')}  at most ${Math.round(most * 10) / 10}`;
};
