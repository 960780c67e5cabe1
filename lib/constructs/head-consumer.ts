import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping, type Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { transitions } from '../../src/contract/changes.ts';
import type { GrantedTable } from '../derive-access.ts';
import { type FunctionGroup, handlerFunction } from './handler-function.ts';

/** A consumer of head changes, and what an operator watches of it. */
export interface HeadConsumer {
  readonly deadLetters: Queue;
  /** Milliseconds that the oldest record it has not taken yet has waited. */
  readonly age: Metric;
}

const hours = (count: number): number => count * 60 * 60;

/**
 * A function behind the stream of heads. It is woken by transitions only, reports where a batch failed, and after five
 * more tries parks the record, alone, in a queue of its own: a poison record delays its own conversation and no other.
 */
export const headConsumer = (
  scope: Construct,
  name: string,
  { heads, batchSize, group }: { heads: GrantedTable; batchSize: number; group: FunctionGroup },
): HeadConsumer => {
  const stream = heads.tableStreamArn;
  if (!stream) throw new Error('the table of heads has no stream');
  const deadLetters = new Queue(scope, `${name}DeadLetters`, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const consumer: Lambda = handlerFunction(scope, `stream/${name}`, {
    ...group,
    extra: [
      new PolicyStatement({
        actions: [
          'dynamodb:DescribeStream',
          'dynamodb:GetRecords',
          'dynamodb:GetShardIterator',
          'dynamodb:ListStreams',
        ],
        resources: [stream],
      }),
      new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }),
    ],
  });
  new CfnEventSourceMapping(scope, `${name}Mapping`, {
    eventSourceArn: stream,
    functionName: consumer.functionName,
    startingPosition: 'TRIM_HORIZON',
    batchSize,
    functionResponseTypes: ['ReportBatchItemFailures'],
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 5,
    // Half of the stream's retention, so that a record that keeps failing is parked before it is lost.
    maximumRecordAgeInSeconds: hours(12),
    destinationConfig: { onFailure: { destination: deadLetters.queueArn } },
    filterCriteria: {
      filters: [{ pattern: JSON.stringify({ dynamodb: { NewImage: { change: { S: transitions } } } }) }],
    },
  });
  return {
    deadLetters,
    age: consumer.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) }),
  };
};
