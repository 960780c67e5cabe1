import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { env } from '../contract/env.ts';
import type { Right } from '../contract/rights.ts';
import type { Outbox } from '../domain/messages/delivery.ts';
import { environment, lazy, port, setting } from './port.ts';

const hash = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/**
 * The outbox as a FIFO queue: one group a conversation keeps its order and its faults to itself. Ids are longer than
 * a group's 128 characters may be, so their hash stands for them.
 */
export const sqsOutbox = (client: SQSClient, QueueUrl: string): Outbox => ({
  async enqueue({ tenantId, conversationId, seq }) {
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: JSON.stringify({ tenantId, conversationId, seq }),
        MessageGroupId: hash(tenantId, conversationId),
        MessageDeduplicationId: hash(tenantId, conversationId, seq),
      }),
    );
  },
});

const sqs = lazy(() => new SQSClient({}));
const queueUrl = (): string => environment(env.deliveryQueueUrl);
const right = (action: string): Right => ({ on: 'deliveries', actions: [`sqs:${action}`] });

/** The port of the queue of messages that wait for delivery, with its rights. */
export const outbox = port('outbox', () => sqsOutbox(sqs(), queueUrl()), {
  enqueue: [right('SendMessage')],
});

/** Hides a message that a batch gives back, and with it the rest of its group, for some seconds. */
export type Hide = (receiptHandle: string, seconds: number) => Promise<void>;

/** The port by which the consumer of that queue puts off what failed. */
export const hide = setting('hide', [right('ChangeMessageVisibility')], (): Hide => {
  return async (ReceiptHandle, VisibilityTimeout) => {
    const command = { QueueUrl: queueUrl(), ReceiptHandle, VisibilityTimeout };
    await sqs().send(new ChangeMessageVisibilityCommand(command));
  };
});
