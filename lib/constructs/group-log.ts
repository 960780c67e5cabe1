import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, LogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { metricNamespace, settingsOf } from '../settings.ts';
import { alarmName, OperatorAlarm } from './operator-alarm.ts';

/**
 * The log that all functions of a group share, the count of failures in it, and their alarm. Failures are lines at
 * level ERROR and the platform's reports of time-outs and crashes. One log a group is one place to look, and one filter
 * counts what an alarm could not (metric math takes ten functions).
 */
export class GroupLog extends Construct {
  readonly logGroup: LogGroup;
  /** Name of the alarm that counts failures of the group. */
  readonly alarmName: string;
  readonly failures: Metric;

  /** @param group its alarm is `<group> function failures` */
  constructor(scope: Construct, group: string) {
    super(scope, `${group}Functions`);
    this.logGroup = new LogGroup(this, 'Log', {
      retention: settingsOf(scope).logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const filter = new MetricFilter(this, 'Failures', {
      logGroup: this.logGroup,
      metricNamespace: metricNamespace(settingsOf(this)),
      metricName: `${group}Failures`,
      filterPattern: FilterPattern.any(
        FilterPattern.stringValue('$.level', '=', 'ERROR'),
        FilterPattern.stringValue('$.record.status', '=', 'timeout'),
        FilterPattern.stringValue('$.record.status', '=', 'error'),
      ),
      metricValue: '1',
    });
    this.failures = filter.metric({ statistic: 'Sum', period: Duration.minutes(1) });
    const heading = `${group} function failures`;
    new OperatorAlarm(this, heading, this.failures, { threshold: 0, minutes: 3 });
    this.alarmName = alarmName(this, heading);
  }
}
