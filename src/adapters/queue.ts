import { createHash } from 'node:crypto';
import { type EnvName, env } from '../contract/env.ts';
import type { Right } from '../contract/rights.ts';
import type { Fetches, Outbox, Place } from '../domain/messages/delivery.ts';
import { jsonService, type ServiceCall } from './json-service.ts';
import { environment, lazy, port, setting } from './port.ts';

const hash = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url');

/**
 * Places of messages in a FIFO queue, whose groups keep their order and their faults to themselves. Ids are longer than
 * a group's 128 characters may be, so their hash stands for them.
 *
 * @param turn tells a place apart from the same one that was in the queue within five minutes, which SQS would drop
 */
const enqueueTo =
  (sqs: ServiceCall, QueueUrl: string, groupOf: (place: Place) => string, ...turn: readonly string[]) =>
  async (place: Place): Promise<void> => {
    const { tenantId, conversationId, seq } = place;
    await sqs('SendMessage', {
      QueueUrl,
      MessageBody: JSON.stringify({ tenantId, conversationId, seq }),
      MessageGroupId: groupOf(place),
      MessageDeduplicationId: hash(tenantId, conversationId, seq, ...turn),
    });
  };

/** The outbox: a conversation's messages leave in their order. */
export const sqsOutbox = (sqs: ServiceCall, QueueUrl: string, ...turn: readonly string[]): Outbox => ({
  enqueue: enqueueTo(
    sqs,
    QueueUrl,
    ({ tenantId, conversationId }) => hash(tenantId, conversationId),
    ...turn,
  ),
});

/** Messages whose files are to be fetched: one that waits for its provider holds up no other. */
export const sqsFetches = (sqs: ServiceCall, QueueUrl: string, ...turn: readonly string[]): Fetches => ({
  enqueue: enqueueTo(
    sqs,
    QueueUrl,
    ({ tenantId, conversationId, seq }) => hash(tenantId, conversationId, seq),
    ...turn,
  ),
});

const calls = lazy(() => jsonService('sqs'));
const right = (on: 'deliveries' | 'fetches', action: string): Right => ({ on, actions: [`sqs:${action}`] });

/** The port of the queue of messages that wait for delivery, with its rights. */
export const outbox = port('outbox', () => sqsOutbox(calls(), environment(env.deliveryQueueUrl)), {
  enqueue: [right('deliveries', 'SendMessage')],
});

/** The port of the queue of messages whose files are to be fetched, with its rights. */
export const fetches = port('fetches', () => sqsFetches(calls(), environment(env.fetchQueueUrl)), {
  enqueue: [right('fetches', 'SendMessage')],
});

/** Hides a message that a batch gives back, and with it the rest of its group, for some seconds. */
export type Hide = (receiptHandle: string, seconds: number) => Promise<void>;

const hiding = 'ChangeMessageVisibility';
const hideIn = (url: EnvName) => (): Hide => async (ReceiptHandle, VisibilityTimeout) => {
  await calls()(hiding, { QueueUrl: environment(url), ReceiptHandle, VisibilityTimeout });
};

/** The ports by which the consumers of the two queues put off what failed. */
export const hideDelivery = setting('hide', [right('deliveries', hiding)], hideIn(env.deliveryQueueUrl));
export const hideFetch = setting('hide', [right('fetches', hiding)], hideIn(env.fetchQueueUrl));
