import type { Runtime } from '../../client/runtime.ts';

interface Timer {
  readonly at: number;
  readonly callback: () => void;
}

/** Time that passes when a test says so; chance is always the middle. */
export class ManualRuntime implements Runtime {
  #now = Date.parse('2026-01-01T00:00:00Z');
  #timers: Timer[] = [];

  now = (): number => this.#now;
  random = (): number => 0.5;

  later = (ms: number, callback: () => void): (() => void) => {
    const timer = { at: this.#now + ms, callback };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  };

  /** Lets time pass, calling back in order what becomes due. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#timers = this.#timers.filter((other) => other !== due);
      this.#now = Math.max(this.#now, due.at);
      due.callback();
    }
    this.#now = end;
  }

  get waiting(): number {
    return this.#timers.length;
  }

  /** ms until the next timer is due; undefined where none waits. */
  get nextIn(): number | undefined {
    return this.#timers.length === 0 ? undefined : Math.min(...this.#timers.map(({ at }) => at)) - this.#now;
  }
}
