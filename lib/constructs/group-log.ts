import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, LogGroup, MetricFilter, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';

/**
 * The log that all functions of a group share, and the count of failures in it: lines at level ERROR and the
 * platform's reports of time-outs and crashes. One log a group keeps the stack below CloudFormation's 500 resources,
 * and one filter counts what an alarm could not (metric math takes ten functions).
 */
export const groupLog = (scope: Construct, group: string): { logGroup: LogGroup; failures: Metric } => {
  const logGroup = new LogGroup(scope, `${group}Log`, {
    retention: RetentionDays.ONE_MONTH,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  const filter = new MetricFilter(scope, `${group}Failures`, {
    logGroup,
    metricNamespace: 'Binocular',
    metricName: `${group}Failures`,
    filterPattern: FilterPattern.any(
      FilterPattern.stringValue('$.level', '=', 'ERROR'),
      FilterPattern.stringValue('$.record.status', '=', 'timeout'),
      FilterPattern.stringValue('$.record.status', '=', 'error'),
    ),
    metricValue: '1',
  });
  return { logGroup, failures: filter.metric({ statistic: 'Sum', period: Duration.minutes(1) }) };
};
