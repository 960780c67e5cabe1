import { percentiles } from '../statistics.ts';

/** What a soak has seen so far: durations by kind and when, and every invariant that was found broken. */
export class Tally {
  readonly violations: string[] = [];
  readonly counts = new Map<string, number>();
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

  /** Says what is broken, by the invariant's name. */
  broken(invariant: string, detail: string): void {
    this.violations.push(`${invariant}: ${detail}`);
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
