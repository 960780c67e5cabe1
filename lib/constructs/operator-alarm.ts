import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/** When an alarm fires: while the metric is above the threshold, for so many minutes in a row. */
export interface Firing {
  readonly threshold: number;
  readonly minutes: number;
}

/** An alarm with a page in the runbook: its name is a heading of docs/runbook.md, where its description leads. */
export class OperatorAlarm extends Alarm {
  /** @param heading words with spaces, as in the runbook */
  constructor(scope: Construct, heading: string, metric: IMetric, { threshold, minutes }: Firing) {
    super(scope, heading.replaceAll(' ', ''), {
      alarmName: `Binocular: ${heading}`,
      alarmDescription: `docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`,
      metric,
      threshold,
      evaluationPeriods: minutes,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
  }
}
