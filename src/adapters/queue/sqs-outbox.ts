import { createHash } from 'node:crypto';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Outbox } from '../../domain/messages/delivery.ts';

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
