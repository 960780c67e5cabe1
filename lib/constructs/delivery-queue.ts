import { Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters, keptSafe } from './dead-letters.ts';
import { type FunctionGroup, HandlerFunction } from './handler-function.ts';

/**
 * Messages on their way to providers. FIFO with a group a conversation: a provider that fails one conversation's message
 * delays that conversation alone. The last of ten attempts comes about fourteen minutes after the first.
 */
export class DeliveryQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      ...keptSafe,
      fifo: true,
      // Six times the consumer's time limit, as Lambda advises; a failed attempt sets its own.
      visibilityTimeout: Duration.minutes(6),
      retentionPeriod: Duration.days(1),
      deadLetterQueue: { queue: new DeadLetters(this, 'Delivery', { fifo: true }), maxReceiveCount: 10 },
    });
  }

  /** Declares the function that hands what waits to its providers. */
  handTo(name: string, group: FunctionGroup): void {
    new HandlerFunction(this, name, { ...group, timeoutSeconds: 60 }).addEventSource(
      // Groups of a batch go side by side; five of one group, at ten seconds each, end within the time limit.
      new SqsEventSource(this.queue, { batchSize: 5, reportBatchItemFailures: true }),
    );
  }
}
