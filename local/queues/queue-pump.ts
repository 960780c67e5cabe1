import type { Functions } from '../lambda/functions.ts';
import { md5, type Queue, type StoredMessage } from './queue.ts';
import { systemAttributes } from './sqs-api.ts';

/** Between two looks at a queue of which only time makes messages visible, ms. */
const pollMs = 100;
/** Invocations that Lambda begins with for a queue; for a FIFO queue, as many groups at once. */
const usualConcurrency = 5;

/** A running poller. */
export interface Pump {
  stop(): Promise<void>;
}

/** A queue's event source mapping, with the queue itself. */
export interface QueuePump {
  readonly queue: Queue;
  readonly functions: Functions;
  /** The function. */
  readonly target: string;
  readonly batchSize: number;
  /** Whether the mapping reports batch item failures. */
  readonly partial: boolean;
  /** Invocations at once; five unless the mapping says. */
  readonly concurrency?: number;
  readonly region: string;
}

const recordOf = (message: StoredMessage, queue: Queue, region: string) => ({
  messageId: message.id,
  receiptHandle: message.receipt,
  body: message.body,
  attributes: systemAttributes(message),
  messageAttributes: {},
  md5OfBody: md5(message.body),
  eventSource: 'aws:sqs',
  eventSourceARN: queue.spec.arn,
  awsRegion: region,
});

/**
 * Feeds a function from a queue, several batches at once: what it reports failed, or everything when it throws, becomes
 * visible again after the visibility timeout; the rest is deleted. While a message of a FIFO group is with the function,
 * the queue gives out no other of that group.
 */
export const startQueuePump = ({
  queue,
  functions,
  target,
  batchSize,
  partial,
  concurrency = usualConcurrency,
  region,
}: QueuePump): Pump => {
  const running = new Set<Promise<void>>();
  let stopping = false;

  const handle = async (messages: readonly StoredMessage[]): Promise<void> => {
    const Records = messages.map((message) => recordOf(message, queue, region));
    const result = await functions.invoke(target, { Records });
    if (!result.ok) return;
    const reported = partial
      ? ((result.payload as { batchItemFailures?: { itemIdentifier: string }[] } | null)?.batchItemFailures ??
        [])
      : [];
    const failed = new Set(reported.map(({ itemIdentifier }) => itemIdentifier));
    for (const { id, receipt } of messages) if (!failed.has(id) && receipt) queue.delete(receipt);
  };

  const poll = (): void => {
    while (!stopping && running.size < concurrency) {
      const messages = queue.receive(batchSize);
      if (messages.length === 0) return;
      const work = handle(messages).finally(() => {
        running.delete(work);
        poll();
      });
      running.add(work);
    }
  };

  queue.onSent(poll);
  const timer = setInterval(poll, pollMs);
  return {
    async stop() {
      stopping = true;
      clearInterval(timer);
      await Promise.allSettled(running);
    },
  };
};
