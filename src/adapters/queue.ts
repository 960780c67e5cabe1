import { createHash } from 'node:crypto';
import { ChangeMessageVisibilityCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type EnvName, env } from '../contract/env.ts';
import type { Right } from '../contract/rights.ts';
import type { Fetches, Outbox, Place } from '../domain/messages/delivery.ts';
import { environment, lazy, port, setting } from './port.ts';

const hash = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/**
 * Places of messages in a FIFO queue, whose groups keep their order and their faults to themselves. Ids are longer than
 * a group's 128 characters may be, so their hash stands for them.
 */
const enqueueTo =
  (client: SQSClient, QueueUrl: string, groupOf: (place: Place) => string) =>
  async (place: Place): Promise<void> => {
    const { tenantId, conversationId, seq } = place;
    await client.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: JSON.stringify({ tenantId, conversationId, seq }),
        MessageGroupId: groupOf(place),
        MessageDeduplicationId: hash(tenantId, conversationId, seq),
      }),
    );
  };

/** The outbox: a conversation's messages leave in their order. */
export const sqsOutbox = (client: SQSClient, QueueUrl: string): Outbox => ({
  enqueue: enqueueTo(client, QueueUrl, ({ tenantId, conversationId }) => hash(tenantId, conversationId)),
});

/** Messages whose files are to be fetched: one that waits for its provider holds up no other. */
export const sqsFetches = (client: SQSClient, QueueUrl: string): Fetches => ({
  enqueue: enqueueTo(client, QueueUrl, ({ tenantId, conversationId, seq }) =>
    hash(tenantId, conversationId, seq),
  ),
});

const sqs = lazy(() => new SQSClient({}));
const right = (on: 'deliveries' | 'fetches', action: string): Right => ({ on, actions: [`sqs:${action}`] });

/** The port of the queue of messages that wait for delivery, with its rights. */
export const outbox = port('outbox', () => sqsOutbox(sqs(), environment(env.deliveryQueueUrl)), {
  enqueue: [right('deliveries', 'SendMessage')],
});

/** The port of the queue of messages whose files are to be fetched, with its rights. */
export const fetches = port('fetches', () => sqsFetches(sqs(), environment(env.fetchQueueUrl)), {
  enqueue: [right('fetches', 'SendMessage')],
});

/** Hides a message that a batch gives back, and with it the rest of its group, for some seconds. */
export type Hide = (receiptHandle: string, seconds: number) => Promise<void>;

const hideIn = (url: EnvName) => (): Hide => async (ReceiptHandle, VisibilityTimeout) => {
  const command = { QueueUrl: environment(url), ReceiptHandle, VisibilityTimeout };
  await sqs().send(new ChangeMessageVisibilityCommand(command));
};
const hiding = 'ChangeMessageVisibility';

/** The ports by which the consumers of the two queues put off what failed. */
export const hideDelivery = setting('hide', [right('deliveries', hiding)], hideIn(env.deliveryQueueUrl));
export const hideFetch = setting('hide', [right('fetches', hiding)], hideIn(env.fetchQueueUrl));
