import { ProblemError } from '../../client/rest/problem-error.ts';

/** What became of what was sent. */
export class Tally {
  conversations = 0;
  /** Conversations in which the customer never speaks: they cannot begin. */
  unplayable = 0;
  /** Customers and orders that were set as contextual panels. */
  panels = 0;
  /** Actions that were set into the panel of actions. */
  actions = 0;
  /** Requests that carried a message, further attempts included. */
  sent = 0;
  /** Messages that the API acknowledged. */
  stored = 0;
  /** Further attempts at a message after one that failed in passing. */
  repeated = 0;
  /** Messages that were not acknowledged, or stand in the wrong place. */
  lost = 0;
  monitored = 0;
  /** Messages that monitors received, each once and in order. */
  received = 0;
  /** Conversations whose transcript, to the byte, and panels were read back and are what was sent. */
  verified = 0;
  /** Files that were read back, to the byte. */
  files = 0;
  /** Messages of agents that reached customers by their own channel, each once and in order. */
  heard = 0;
  /** Verified conversations that a guest of a website had. */
  guests = 0;
  readonly refusals = new Map<string, number>();
  /** What went wrong, by conversation; codes and ids, no text. */
  readonly faults: string[] = [];

  refuse(error: unknown): void {
    const code = error instanceof ProblemError ? error.code : error instanceof Error ? error.name : 'unknown';
    this.refusals.set(code, (this.refusals.get(code) ?? 0) + 1);
  }

  panel(panelId: string): void {
    if (panelId === 'actions') this.actions += 1;
    else this.panels += 1;
  }

  fault(conversation: string, what: string): void {
    this.faults.push(`${conversation}: ${what}`);
  }

  get sound(): boolean {
    return this.lost === 0 && this.faults.length === 0;
  }

  summary(seconds: number): readonly string[] {
    const rows: readonly (readonly [string, string | number])[] = [
      ['conversations', this.conversations],
      ['sent', this.sent],
      ['stored', this.stored],
      ['repeated', this.repeated],
      ['lost', this.lost],
      ...[...this.refusals].map(([code, count]) => [`refused ${code}`, count] as const),
      ['panels', this.panels],
      ['actions', this.actions],
      ...(this.unplayable > 0 ? [['without a customer turn', this.unplayable] as const] : []),
      ...(this.monitored > 0
        ? [['monitored', this.monitored] as const, ['received by monitors', this.received] as const]
        : []),
      ...(this.verified > 0 ? [['verified', this.verified] as const] : []),
      ...(this.files > 0 ? [['files verified', this.files] as const] : []),
      ...(this.heard > 0 ? [['heard by customers', this.heard] as const] : []),
      ...(this.guests > 0 ? [['by guests', this.guests] as const] : []),
      ['seconds', seconds.toFixed(1)],
      ['messages/s', seconds > 0 ? (this.stored / seconds).toFixed(1) : '-'],
    ];
    const width = Math.max(...rows.map(([name]) => name.length));
    return rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`);
  }
}
