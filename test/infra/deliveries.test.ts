import { expect, test } from 'vitest';
import { limits } from '../../src/contract/limits.ts';
import { ofType, synthesizedApp } from './synthesized-app.ts';

test('what is to be done for messages waits in FIFO queues whose limits are those of each group, taken one at a time', async () => {
  const { data, rest } = await synthesizedApp();
  const queues = ofType(data, 'AWS::SQS::Queue').map(({ Properties }) => Properties);
  expect(queues.map((queue) => queue.FifoQueue)).toEqual([true, true, true, true]);
  const waiting = queues.filter((queue) => queue.RedrivePolicy);
  const mappings = ofType(rest, 'AWS::Lambda::EventSourceMapping').map(({ Properties }) => Properties);
  expect([waiting.length, mappings.length]).toEqual([2, 2]);
  for (const queue of waiting)
    expect(queue).toMatchObject({
      DeduplicationScope: 'messageGroup',
      FifoThroughputLimit: 'perMessageGroupId',
      RedrivePolicy: { maxReceiveCount: limits.queueAttempts },
    });
  for (const mapping of mappings)
    expect(mapping).toMatchObject({
      BatchSize: 1,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
});
