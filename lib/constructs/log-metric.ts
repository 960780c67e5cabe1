import { Duration } from 'aws-cdk-lib';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type IFilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { metricNamespace, settingsOf } from '../settings.ts';

/** What is counted of a log's lines, or measured in them. */
export interface Lines {
  /** The code that the lines bear (src/adapters/log.ts); a line of an access log bears none. */
  readonly code?: string;
  /** Further fields with the text that they hold. */
  readonly where?: Readonly<Record<string, string>>;
  /** The field whose number is taken; lines are counted where it is left out. */
  readonly field?: string;
}

const pattern = ({ code, where = {} }: Lines): IFilterPattern =>
  FilterPattern.all(
    ...Object.entries({ ...(code === undefined ? {} : { code }), ...where }).map(([field, text]) =>
      FilterPattern.stringValue(`$.${field}`, '=', text),
    ),
  );

/**
 * A metric that CloudWatch reads off a log, in the installation's namespace. Functions write lines that they would write
 * anyway: no library of metrics is in their bundles, and none is called.
 */
export const logMetric = (scope: Construct, metricName: string, logGroup: ILogGroup, lines: Lines): Metric =>
  new MetricFilter(scope, metricName, {
    logGroup,
    metricNamespace: metricNamespace(settingsOf(scope)),
    metricName,
    filterPattern: pattern(lines),
    metricValue: lines.field === undefined ? '1' : `$.${lines.field}`,
  }).metric({ statistic: 'Sum', period: Duration.minutes(1) });
