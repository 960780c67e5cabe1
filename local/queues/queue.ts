import { createHash, randomUUID } from 'node:crypto';

/** A message at rest, as kept in memory and in the data directory. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly sentAt: number;
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

/** A standard SQS queue. */
export interface Queue {
  readonly spec: QueueSpec;
  send(
    body: string,
    options?: { attributes?: Readonly<Record<string, unknown>>; delayMs?: number },
  ): StoredMessage;
  /** Takes up to `max` visible messages; one received too often goes to the dead-letter queue instead. */
  receive(max: number, visibilityMs?: number): StoredMessage[];
  delete(receipt: string): void;
  /** Makes a message visible again after `ms`. */
  changeVisibility(receipt: string, ms: number): void;
  purge(): void;
  depth(): { readonly visible: number; readonly inFlight: number };
  messages(): readonly StoredMessage[];
}

/**
 * @param deadLetter finds the queue that a redrive policy names
 * @param changed called after each change, to keep it
 * @param now milliseconds since the epoch
 */
export function createQueue(
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
): Queue {
  let messages = [...kept];
  const visible = (message: StoredMessage) => message.visibleAt <= now();
  return {
    spec,
    send(body, { attributes = {}, delayMs = spec.delayMs } = {}) {
      const message = {
        id: randomUUID(),
        body,
        attributes,
        sentAt: now(),
        visibleAt: now() + delayMs,
        receives: 0,
      };
      messages.push(message);
      changed();
      return message;
    },
    receive(max, visibilityMs = spec.visibilityMs) {
      const taken: StoredMessage[] = [];
      for (const message of messages.filter(visible)) {
        if (taken.length >= max) break;
        const dead = spec.redrive && message.receives >= spec.redrive.maxReceiveCount;
        const target = dead ? deadLetter(spec.redrive.deadLetterArn) : undefined;
        if (target) {
          messages = messages.filter((other) => other !== message);
          target.send(message.body, { attributes: message.attributes, delayMs: 0 });
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
}

/** MD5 that SQS clients check a body against. */
export function md5(text: string): string {
  return createHash('md5').update(text).digest('hex');
}
