/** Where progress is shown; `process.stderr` is one. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** ms between two drawings of the bar, and between two plain lines. */
const barMs = 100;
const lineMs = 5000;

/** Shows how far long work has come: a bar on a terminal, a line now and then anywhere else. */
export class Progress {
  #done = 0;
  #shown: number;
  readonly #started: number;
  readonly #bar: boolean;

  constructor(
    readonly total: number,
    readonly unit: string,
    readonly screen: Screen,
    readonly now: () => number = Date.now,
  ) {
    this.#started = now();
    this.#shown = this.#started;
    this.#bar = screen.isTTY === true;
  }

  tick(): void {
    this.#done += 1;
    if (this.now() - this.#shown < (this.#bar ? barMs : lineMs)) return;
    this.#show();
  }

  /** Draws the last state. */
  finish(): void {
    this.#show();
    if (this.#bar) this.screen.write('\n');
  }

  #show(): void {
    this.#shown = this.now();
    const part = this.total === 0 ? 1 : this.#done / this.total;
    const seconds = (this.#shown - this.#started) / 1000;
    const rate = seconds > 0 ? `, ${Math.round(this.#done / seconds)}/s` : '';
    const text = `${this.#done} of ${this.total} ${this.unit} (${Math.floor(part * 100)} %${rate})`;
    if (!this.#bar) {
      this.screen.write(`${text}\n`);
      return;
    }
    const width = Math.max(10, Math.min(40, (this.screen.columns ?? 80) - text.length - 4));
    const full = Math.round(part * width);
    this.screen.write(`\r[${'#'.repeat(full)}${'.'.repeat(width - full)}] ${text}\x1b[K`);
  }
}
