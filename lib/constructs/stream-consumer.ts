import { CfnOutput, Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { EventSourceMapping, FilterCriteria, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import { type FunctionGroup, HandlerFunction } from './handler-function.ts';
import { OperatorAlarm } from './operator-alarm.ts';

interface StreamConsumerProps {
  readonly table: ITable;
  /** Which records wake the function, any of these in Lambda's language of filters; no other costs an invocation. */
  readonly wokenBy: readonly Readonly<Record<string, unknown>>[];
  readonly batchSize: number;
  /** After the first attempt; 5 where it is left out. */
  readonly retryAttempts?: number;
  /** When a record that keeps failing is parked; 12 hours where it is left out, half of the stream's retention. */
  readonly maxRecordAge?: Duration;
  readonly group: FunctionGroup;
  /** Its falling behind is told by an alarm that is made of several. */
  readonly isPart?: true;
}

/** What Lambda needs of a stream; a stream names no narrower resource than itself. */
const streamReads = [
  'dynamodb:DescribeStream',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:ListStreams',
];

/**
 * A function behind a table's stream. It reports where a batch failed, and after its retries the record is parked,
 * alone, in a queue of its own: a poison record delays its own conversation and no other.
 */
export class StreamConsumer extends Construct {
  readonly letters: DeadLetters;
  /** ms that the oldest record waits for the function. */
  readonly age: Metric;
  readonly fallsBehind: OperatorAlarm;

  /** @param name as in its alarms' headings; the function is `stream/<name>` */
  constructor(scope: Construct, name: string, props: StreamConsumerProps) {
    super(scope, name);
    const { table, wokenBy, batchSize, group } = props;
    const { tableStreamArn: eventSourceArn } = table;
    if (!eventSourceArn) throw new Error(`${table.node.path} has no stream`);
    const consumer = new HandlerFunction(this, `stream/${name.toLowerCase()}`, group);
    table.grantStream(consumer, ...streamReads);
    const letters = new DeadLetters(this, name);
    this.letters = letters;
    // By these the operator's commands find them.
    const { stack } = letters;
    new CfnOutput(stack, `${name}DeadLetters`, { value: letters.queueUrl });
    new CfnOutput(stack, `${name}Consumer`, { value: consumer.functionName });
    new EventSourceMapping(this, 'Mapping', {
      target: consumer.live,
      eventSourceArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize,
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      retryAttempts: props.retryAttempts ?? 5,
      maxRecordAge: props.maxRecordAge ?? Duration.hours(12),
      onFailure: new SqsDlq(letters),
      filters: wokenBy.map((pattern) => FilterCriteria.filter(pattern)),
    });
    this.age = consumer.metric('IteratorAge', { statistic: 'Maximum', period: Duration.minutes(1) });
    this.fallsBehind = new OperatorAlarm(this, `${name} falls behind`, this.age, {
      threshold: 60_000,
      minutes: 5,
      ...(props.isPart ? { isPart: true } : {}),
    });
  }
}
