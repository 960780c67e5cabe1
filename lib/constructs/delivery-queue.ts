import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { CfnEventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { type FunctionGroup, handlerFunction } from './handler-function.ts';

/** The queue of messages on their way to providers, and where those are parked that never arrive. */
export interface DeliveryQueue {
  readonly queue: Queue;
  readonly deadLetters: Queue;
}

const common = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true, fifo: true } as const;

/**
 * FIFO with a group a conversation: a provider that fails one conversation's message delays that conversation alone.
 * The last of ten attempts comes about fourteen minutes after the first.
 */
export const deliveryQueue = (scope: Construct): DeliveryQueue => {
  const deadLetters = new Queue(scope, 'DeliveryDeadLetters', {
    ...common,
    retentionPeriod: Duration.days(14),
  });
  const queue = new Queue(scope, 'Deliveries', {
    ...common,
    // Six times the consumer's time limit, as Lambda advises; a failed attempt sets its own.
    visibilityTimeout: Duration.minutes(6),
    retentionPeriod: Duration.days(1),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 10 },
  });
  return { queue, deadLetters };
};

/** The function that hands what waits to its providers. */
export const deliveryConsumer = (scope: Construct, { queue }: DeliveryQueue, group: FunctionGroup): void => {
  const consumer = handlerFunction(scope, 'queue/deliver', {
    ...group,
    timeoutSeconds: 60,
    extra: [
      new PolicyStatement({
        actions: [
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:GetQueueAttributes',
          'sqs:ChangeMessageVisibility',
        ],
        resources: [queue.queueArn],
      }),
    ],
  });
  new CfnEventSourceMapping(scope, 'DeliverMapping', {
    eventSourceArn: queue.queueArn,
    functionName: consumer.functionName,
    // Groups of a batch go side by side; five of one group, at ten seconds each, end within the time limit.
    batchSize: 5,
    functionResponseTypes: ['ReportBatchItemFailures'],
  });
};
