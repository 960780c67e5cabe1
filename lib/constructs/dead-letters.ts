import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { OperatorAlarm } from './operator-alarm.ts';

/** How every queue is kept: encrypted, and read over TLS alone. */
export const keptSafe = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } as const;

/** Where what failed for good waits for an operator, for 14 days (the longest that SQS keeps a message). */
export class DeadLetters extends Queue {
  /** @param of what fails; its alarm is `<of> dead letters` */
  constructor(scope: Construct, of: string, { fifo = false }: { readonly fifo?: boolean } = {}) {
    super(scope, 'DeadLetters', {
      ...keptSafe,
      ...(fifo ? { fifo } : {}),
      retentionPeriod: Duration.days(14),
    });
    const waiting = this.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1) });
    new OperatorAlarm(scope, `${of} dead letters`, waiting, { threshold: 0, minutes: 1 });
  }
}
