import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';

/** When an alarm fires: while the metric is above the threshold, for so many minutes in a row. */
export interface Firing {
  readonly threshold: number;
  readonly minutes: number;
}

/** An alarm with a page in the runbook: its name is a heading of docs/runbook.md, where its description leads. */
export class OperatorAlarm extends Alarm {
  /** @param heading words with spaces, as in the runbook */
  constructor(scope: Construct, heading: string, metric: IMetric, { threshold, minutes }: Firing) {
    const { installation, alarmTopicArn } = settingsOf(scope);
    super(scope, heading.replaceAll(' ', ''), {
      alarmName: `${installation}: ${heading}`,
      alarmDescription: `docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`,
      metric,
      threshold,
      evaluationPeriods: minutes,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    if (alarmTopicArn === undefined) return;
    const told = new SnsAction(Topic.fromTopicArn(this, 'Operators', alarmTopicArn));
    this.addAlarmAction(told);
    this.addOkAction(told);
  }
}
