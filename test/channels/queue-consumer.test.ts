import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { queueConsumer } from '../../src/app/queue/queue-consumer.ts';
import { DeliveryJob } from '../../src/contract/message.ts';
import { backoffSeconds } from '../../src/domain/messages/deliver.ts';
import { useLogged } from '../support/logged.ts';

const record = (conversationId: string, seq: number, attempts = 1) => ({
  messageId: `${conversationId}-${seq}`,
  receiptHandle: `receipt-${conversationId}-${seq}`,
  body: JSON.stringify({ tenantId: 'tenant-a', conversationId, seq }),
  attributes: { MessageGroupId: conversationId, ApproximateReceiveCount: String(attempts) },
});

const run = async (
  records: readonly object[],
  act: (job: { readonly conversationId: string; readonly seq: number }) => Promise<void>,
) => {
  const deferred: string[] = [];
  const handler = queueConsumer(
    DeliveryJob,
    async (receipt, attempts) => {
      deferred.push(`${receipt} ${attempts}`);
    },
    act,
  );
  const answer = await (handler as unknown as (event: SQSEvent, context: object) => Promise<unknown>)(
    { Records: records } as unknown as SQSEvent,
    {},
  );
  return { answer, deferred };
};

describe('the consumer of deliveries', () => {
  const output = useLogged().text;

  test('Given one conversation that fails, when a batch comes, then the rest of it waits in order and others go on', async () => {
    const done: string[] = [];
    const batch = [record('a', 1), record('a', 2, 3), record('b', 1), record('a', 3), record('b', 2)];
    const { answer, deferred } = await run(batch, async ({ conversationId, seq }) => {
      if (conversationId === 'a' && seq === 2) throw new Error('private text');
      done.push(`${conversationId}${seq}`);
    });
    expect(done.sort()).toEqual(['a1', 'b1', 'b2']);
    expect(answer).toEqual({
      batchItemFailures: [{ itemIdentifier: 'a-2' }, { itemIdentifier: 'a-3' }],
    });
    expect(deferred).toEqual(['receipt-a-2 3', 'receipt-a-3 3']);
    expect(output()).toContain('delivery');
    expect(output()).not.toContain('private text');
  });

  test('Given a message that is no job, when it comes, then it alone is given back', async () => {
    const broken = { ...record('x', 1), body: '{"tenantId":"tenant-a"}' };
    const { answer } = await run([broken, record('b', 1)], async () => {});
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'x-1' }] });
  });

  test('Given more and more attempts, when the next is put off, then it waits longer, five minutes at most', () => {
    expect([1, 2, 3, 8, 9, 30].map(backoffSeconds)).toEqual([2, 4, 8, 256, 300, 300]);
  });
});
