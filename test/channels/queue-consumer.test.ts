import type { SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { createQueue } from '../../local/queues/queue.ts';
import { queueConsumer } from '../../src/app/queue.ts';
import { DeliveryJob } from '../../src/contract/message.ts';
import { backoffSeconds } from '../../src/domain/messages/deliver.ts';
import { allOfType, synthesizedApp } from '../infra/synthesized-app.ts';
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
  hide: (receipt: string, attempts: number) => void = () => {},
) => {
  const deferred: string[] = [];
  const deps = {
    hide: async (receipt: string, attempts: number) => {
      deferred.push(`${receipt} ${attempts}`);
      hide(receipt, attempts);
    },
  };
  const needs = { rights: [], open: () => deps };
  const handler = queueConsumer(
    DeliveryJob,
    'delivery.failed',
    needs,
    (attempts) => attempts,
    (_deps, job) => act(job),
  );
  const answer = await handler({ Records: records } as unknown as SQSEvent);
  return { answer, deferred };
};

describe('the consumer of deliveries', () => {
  const output = useLogged().text;

  test('Given a record that fails, when a batch comes, then it is deferred and all behind it is given back untried', async () => {
    const done: number[] = [];
    const { answer, deferred } = await run(
      [record('a', 1), record('a', 2, 3), record('a', 3)],
      async ({ seq }) => {
        if (seq === 2) throw new Error('private text');
        done.push(seq);
      },
    );
    expect(done).toEqual([1]);
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'a-2' }, { itemIdentifier: 'a-3' }] });
    expect(deferred).toEqual(['receipt-a-2 3']);
    expect(output()).toContain('delivery');
    expect(output()).not.toContain('private text');
  });

  test('Given a message that its provider never takes, when the deployed queue gives up, then it alone is parked and those behind it arrive in order at their first attempt', async () => {
    const app = await synthesizedApp();
    // Streams say where reading starts; a queue does not.
    const [mapping] = allOfType(app, 'AWS::Lambda::EventSourceMapping').filter(
      ({ Properties }) => Properties.StartingPosition === undefined,
    );
    const [consumed] = allOfType(app, 'AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy);
    expect(consumed?.Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThan(0);
    let now = 0;
    const clock = { now: () => now, changed: () => {} };
    const spec = { name: 'parked', url: 'u', arn: 'parked', visibilityMs: 30_000, delayMs: 0 };
    const parked = createQueue(spec, { ...clock, deadLetter: () => undefined });
    const queue = createQueue(
      {
        ...spec,
        visibilityMs: consumed?.Properties.VisibilityTimeout * 1000,
        redrive: {
          deadLetterArn: 'parked',
          maxReceiveCount: consumed?.Properties.RedrivePolicy.maxReceiveCount,
        },
      },
      { ...clock, deadLetter: () => parked },
    );
    const conversation = [1, 2, 3, 4, 5].map((seq) => record('a', seq));
    for (const { body } of conversation) queue.send(body, { group: 'a' });

    const attempts = new Map<number, number>();
    const giveUp = 3_600_000;
    for (; queue.messages().length > 0 && now < giveUp; now += 1000) {
      const messages = queue.receive(mapping?.Properties.BatchSize);
      const { answer } = await run(
        messages.map(({ id, body, receipt, receives }) => ({
          messageId: id,
          receiptHandle: receipt,
          body,
          attributes: { MessageGroupId: 'a', ApproximateReceiveCount: String(receives) },
        })),
        async ({ seq }) => {
          if (seq === 1) throw new Error('refused');
          attempts.set(seq, messages.find(({ body }) => JSON.parse(body).seq === seq)?.receives ?? 0);
        },
        (receipt, tried) => queue.changeVisibility(receipt, backoffSeconds(tried) * 1000),
      );
      const failed = answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      for (const { id, receipt = '' } of messages) if (!failed.includes(id)) queue.delete(receipt);
    }
    expect(parked.messages().map(({ body }) => body)).toEqual([conversation[0]?.body]);
    expect([...attempts]).toEqual([2, 3, 4, 5].map((seq) => [seq, 1]));
    // The last attempt comes about fourteen minutes after the first.
    expect(now / 60_000).toBeGreaterThan(13);
  });

  test('Given a message that is no job, when it comes, then it is given back', async () => {
    const broken = { ...record('x', 1), body: '{"tenantId":"tenant-a"}' };
    const { answer } = await run([broken], async () => {});
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'x-1' }] });
  });

  test('Given more and more attempts, when the next is put off, then it waits longer, five minutes at most', () => {
    expect([1, 2, 3, 8, 9, 30].map(backoffSeconds)).toEqual([2, 4, 8, 256, 300, 300]);
  });
});
