import type { ChannelTopic } from '../../src/contract/channel.ts';
import type { ServerFrame } from '../../src/contract/frames.ts';
import { topics } from '../../src/contract/topics.ts';

/** Hears what happens to one topic of a channel. */
export interface TopicListener {
  /** The topic is received from here on; said again after each reconnection. */
  permitted?(): void;
  /** The topic is not received; `reason` is an error code. */
  rejected?(reason: string): void;
  /** A frame of the topic, or of the channel itself. */
  frame(frame: ServerFrame): void;
  /** The socket is gone; the next one is on its way. */
  down?(): void;
}

/** Who listens to which topic. */
export class Listeners {
  readonly #byTopic = new Map<string, Set<TopicListener>>();

  get topics(): readonly string[] {
    return [...this.#byTopic.keys()];
  }

  add(topic: string, listener: TopicListener): void {
    const known = this.#byTopic.get(topic);
    if (known === undefined) this.#byTopic.set(topic, new Set([listener]));
    else known.add(listener);
  }

  /** True where nobody listens to the topic any more. */
  remove(topic: string, listener: TopicListener): boolean {
    const known = this.#byTopic.get(topic);
    if (known?.delete(listener) !== true || known.size > 0) return false;
    return this.#byTopic.delete(topic);
  }

  #of(topic: string): readonly TopicListener[] {
    return [...(this.#byTopic.get(topic) ?? [])];
  }

  #everyone(): readonly TopicListener[] {
    return this.topics.flatMap((topic) => this.#of(topic));
  }

  answered(answers: readonly ChannelTopic[]): void {
    for (const { id, state, rejectionReason } of answers)
      for (const listener of this.#of(id)) {
        if (state === 'Permitted') listener.permitted?.();
        else listener.rejected?.(rejectionReason ?? 'not.found');
      }
  }

  rejectAll(reason: string): void {
    for (const listener of this.#everyone()) listener.rejected?.(reason);
  }

  frame(frame: ServerFrame): void {
    const concerned = frame.topicName === topics.metadata ? this.#everyone() : this.#of(frame.topicName);
    for (const listener of concerned) listener.frame(frame);
  }

  down(): void {
    for (const listener of this.#everyone()) listener.down?.();
  }
}
