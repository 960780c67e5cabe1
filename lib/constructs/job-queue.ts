import { CfnOutput, Duration } from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { DeduplicationScope, FifoThroughputLimit, Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { limits } from '../../src/contract/limits.ts';
import { DeadLetters, keptSafe } from './dead-letters.ts';
import { type FunctionGroup, HandlerFunction } from './handler-function.ts';

/**
 * What is to be done for messages behind their answer. FIFO with groups: what fails delays its own group alone. The last
 * of ten attempts comes about fourteen minutes after the first.
 */
export class JobQueue extends Construct {
  readonly queue: Queue;
  readonly letters: DeadLetters;

  /** @param of as in its alarm's heading and in the outputs by which the operator's commands find it */
  constructor(scope: Construct, id: string, of: 'Delivery' | 'Fetch') {
    super(scope, id);
    const letters = new DeadLetters(this, of, { fifo: true });
    this.letters = letters;
    new CfnOutput(letters.stack, `${of}DeadLetters`, { value: letters.queueUrl });
    this.queue = new Queue(this, 'Queue', {
      ...keptSafe,
      fifo: true,
      // High throughput: 300 calls a second would bind all conversations together, so each group has limits of its own.
      deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
      fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
      // Six times the consumer's time limit, as Lambda advises; a failed attempt sets its own.
      visibilityTimeout: Duration.minutes(6),
      retentionPeriod: Duration.days(1),
      deadLetterQueue: { queue: letters, maxReceiveCount: limits.queueAttempts },
    });
    new CfnOutput(letters.stack, `${of}Queue`, { value: this.queue.queueUrl });
  }

  /** Declares, in a stack that may change more often, the function that does what waits. */
  handTo(scope: Construct, name: string, group: FunctionGroup): void {
    new HandlerFunction(scope, name, { ...group, timeoutSeconds: 60 }).live.addEventSource(
      // A receive counts as an attempt for every message of a batch: with more than one, a message that fails would
      // park those behind it untried. Groups go side by side in invocations of their own.
      new SqsEventSource(this.queue, { batchSize: 1, reportBatchItemFailures: true }),
    );
  }
}
