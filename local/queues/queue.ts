import { createHash, randomUUID } from 'node:crypto';

/** A message at rest, as kept in memory and in the data directory. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly sentAt: number;
  /** Of a FIFO queue: messages of one group are received in order. */
  readonly group?: string;
  /** Of a FIFO queue: the same again within five minutes is taken for a repeat. */
  readonly deduplicationId?: string;
  /** Epoch milliseconds from which it can be received. */
  visibleAt: number;
  receives: number;
  firstReceivedAt?: number;
  receipt?: string;
}

export interface QueueSpec {
  readonly name: string;
  readonly url: string;
  readonly arn: string;
  readonly visibilityMs: number;
  readonly delayMs: number;
  readonly redrive?: { readonly deadLetterArn: string; readonly maxReceiveCount: number };
}

/** How a message is sent; group and deduplication are a FIFO queue's. */
export interface SendOptions {
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly delayMs?: number;
  readonly group?: string;
  readonly deduplicationId?: string;
}

const deduplicationMs = 5 * 60_000;

/** An SQS queue; FIFO where its messages have groups. */
export interface Queue {
  readonly spec: QueueSpec;
  send(body: string, options?: SendOptions): StoredMessage;
  /** Takes up to `max` visible messages; one received too often goes to the dead-letter queue instead. */
  receive(max: number, visibilityMs?: number): StoredMessage[];
  delete(receipt: string): void;
  /** Makes a message visible again after `ms`. */
  changeVisibility(receipt: string, ms: number): void;
  /** Calls back, in a later turn, after a message came. */
  onSent(listener: () => void): void;
  purge(): void;
  depth(): { readonly visible: number; readonly inFlight: number };
  messages(): readonly StoredMessage[];
}

/**
 * @param deadLetter finds the queue that a redrive policy names
 * @param changed called after each change, to keep it
 * @param now milliseconds since the epoch
 */
export const createQueue = (
  spec: QueueSpec,
  {
    kept = [],
    deadLetter,
    changed,
    now = Date.now,
  }: {
    kept?: readonly StoredMessage[];
    deadLetter: (arn: string) => Queue | undefined;
    changed: () => void;
    now?: () => number;
  },
): Queue => {
  let messages = [...kept];
  const listeners: (() => void)[] = [];
  const sent = new Map<string, StoredMessage>();
  const visible = (message: StoredMessage) => message.visibleAt <= now();
  return {
    spec,
    send(body, { attributes = {}, delayMs = spec.delayMs, group, deduplicationId } = {}) {
      const repeated = deduplicationId === undefined ? undefined : sent.get(deduplicationId);
      if (repeated && now() - repeated.sentAt < deduplicationMs) return repeated;
      const message = {
        id: randomUUID(),
        body,
        attributes,
        sentAt: now(),
        visibleAt: now() + delayMs,
        receives: 0,
        ...(group === undefined ? {} : { group }),
        ...(deduplicationId === undefined ? {} : { deduplicationId }),
      };
      if (deduplicationId !== undefined) sent.set(deduplicationId, message);
      messages.push(message);
      changed();
      for (const listener of listeners) setImmediate(listener);
      return message;
    },
    receive(max, visibilityMs = spec.visibilityMs) {
      const taken: StoredMessage[] = [];
      const waiting = new Set<string>();
      for (const message of messages) {
        if (taken.length >= max) break;
        const { group } = message;
        if (!visible(message) && group !== undefined) waiting.add(group);
        if (!visible(message) || (group !== undefined && waiting.has(group))) continue;
        const dead = spec.redrive && message.receives >= spec.redrive.maxReceiveCount;
        const target = dead ? deadLetter(spec.redrive.deadLetterArn) : undefined;
        if (target) {
          messages = messages.filter((other) => other !== message);
          target.send(message.body, {
            attributes: message.attributes,
            delayMs: 0,
            ...(group === undefined ? {} : { group }),
          });
          continue;
        }
        message.receives += 1;
        message.firstReceivedAt ??= now();
        message.receipt = randomUUID();
        message.visibleAt = now() + visibilityMs;
        taken.push(message);
      }
      if (taken.length > 0) changed();
      return taken;
    },
    delete(receipt) {
      messages = messages.filter((message) => message.receipt !== receipt);
      changed();
    },
    changeVisibility(receipt, ms) {
      const message = messages.find((candidate) => candidate.receipt === receipt);
      if (message) message.visibleAt = now() + ms;
      changed();
    },
    onSent: (listener) => listeners.push(listener),
    purge() {
      messages = [];
      changed();
    },
    depth: () => {
      const ready = messages.filter(visible).length;
      return { visible: ready, inFlight: messages.length - ready };
    },
    messages: () => messages,
  };
};

/** MD5 that SQS clients check a body against. */
export const md5 = (text: string): string => {
  return createHash('md5').update(text).digest('hex');
};
