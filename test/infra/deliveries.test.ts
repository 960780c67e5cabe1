import { expect, test } from 'vitest';
import { ofType, synthesizedApp } from './synthesized-app.ts';

test('deliveries wait in a FIFO queue whose limits are those of each conversation, taken one at a time', async () => {
  const { data, rest } = await synthesizedApp();
  const queues = ofType(data, 'AWS::SQS::Queue').map(({ Properties }) => Properties);
  expect(queues.map((queue) => queue.FifoQueue)).toEqual([true, true]);
  expect(queues.find((queue) => queue.RedrivePolicy)).toMatchObject({
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  });
  const [mapping] = ofType(rest, 'AWS::Lambda::EventSourceMapping');
  expect(mapping?.Properties).toMatchObject({
    BatchSize: 1,
    FunctionResponseTypes: ['ReportBatchItemFailures'],
  });
});
