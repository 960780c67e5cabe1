import type { Functions } from '../lambda/functions.ts';
import { md5, type Queue } from './queue.ts';
import { systemAttributes } from './sqs-api.ts';

const POLL_MS = 100;

/** A running poller. */
export interface Pump {
  stop(): Promise<void>;
}

/**
 * Feeds a function from a queue: what it reports failed, or everything when it throws, becomes visible again
 * after the visibility timeout; the rest is deleted.
 *
 * @param partial whether the mapping reports batch item failures
 */
export function startQueuePump({
  queue,
  functions,
  target,
  batchSize,
  partial,
  region,
}: {
  queue: Queue;
  functions: Functions;
  target: string;
  batchSize: number;
  partial: boolean;
  region: string;
}): Pump {
  let running: Promise<void> | undefined;

  async function poll(): Promise<void> {
    const messages = queue.receive(batchSize);
    if (messages.length === 0) return;
    const result = await functions.invoke(target, {
      Records: messages.map((message) => ({
        messageId: message.id,
        receiptHandle: message.receipt,
        body: message.body,
        attributes: systemAttributes(message),
        messageAttributes: {},
        md5OfBody: md5(message.body),
        eventSource: 'aws:sqs',
        eventSourceARN: queue.spec.arn,
        awsRegion: region,
      })),
    });
    if (!result.ok) return;
    const reported = partial
      ? ((result.payload as { batchItemFailures?: { itemIdentifier: string }[] } | null)?.batchItemFailures ??
        [])
      : [];
    const failed = new Set(reported.map(({ itemIdentifier }) => itemIdentifier));
    for (const { id, receipt } of messages) if (!failed.has(id) && receipt) queue.delete(receipt);
  }

  const timer = setInterval(() => {
    running ??= poll().finally(() => {
      running = undefined;
    });
  }, POLL_MS);
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}
