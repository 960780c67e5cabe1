import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

/**
 * An alarm with a page in the runbook: its name is a heading of docs/runbook.md, where its description leads.
 *
 * @param heading words with spaces, as in the runbook
 * @param threshold the alarm fires above it
 * @param minutes for how many minutes in a row
 */
export const operatorAlarm = (
  scope: Construct,
  heading: string,
  metric: IMetric,
  { threshold, minutes }: { threshold: number; minutes: number },
): Alarm =>
  new Alarm(scope, heading.replaceAll(' ', ''), {
    alarmName: `Binocular: ${heading}`,
    alarmDescription: `docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`,
    metric,
    threshold,
    evaluationPeriods: minutes,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
