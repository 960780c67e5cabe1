import {
  Alarm,
  type AlarmBase,
  AlarmRule,
  AlarmState,
  ComparisonOperator,
  CompositeAlarm,
  type IAlarm,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';

/** When an alarm fires: while the metric is above the threshold, for so many minutes in a row. */
export interface Firing {
  readonly threshold: number;
  readonly minutes: number;
  /** Fires while the metric is below the threshold, or not there at all. */
  readonly below?: true;
  /** Tells nobody by itself: an alarm that is made of it does. */
  readonly isPart?: true;
}

/** The name of an alarm, by its heading in the runbook. */
export const alarmName = (scope: Construct, heading: string): string =>
  `${settingsOf(scope).installation}: ${heading}`;

const description = (heading: string): string =>
  `docs/runbook.md#${heading.toLowerCase().replaceAll(' ', '-')}`;

const id = (heading: string): string => heading.replaceAll(' ', '');

/** Tells the installation's topic of the alarm's beginning and end, where it has one. */
const tellOperators = (alarm: AlarmBase): void => {
  const { alarmTopicArn } = settingsOf(alarm);
  if (alarmTopicArn === undefined) return;
  const told = new SnsAction(Topic.fromTopicArn(alarm, 'Operators', alarmTopicArn));
  alarm.addAlarmAction(told);
  alarm.addOkAction(told);
};

/** An alarm with a page in the runbook: its name is a heading of docs/runbook.md, where its description leads. */
export class OperatorAlarm extends Alarm {
  /** @param heading words with spaces, as in the runbook */
  constructor(scope: Construct, heading: string, metric: IMetric, firing: Firing) {
    const { threshold, minutes, below, isPart } = firing;
    super(scope, id(heading), {
      alarmName: alarmName(scope, heading),
      alarmDescription: description(heading),
      metric,
      threshold,
      evaluationPeriods: minutes,
      comparisonOperator: below
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: below ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    if (!isPart) tellOperators(this);
  }
}

/** One alarm of several that have one cause as a rule: it fires while any of them does, and tells once. */
export class JointAlarm extends CompositeAlarm {
  /** @param heading as of an OperatorAlarm */
  constructor(scope: Construct, heading: string, parts: readonly IAlarm[]) {
    super(scope, id(heading), {
      compositeAlarmName: alarmName(scope, heading),
      alarmDescription: description(heading),
      alarmRule: AlarmRule.anyOf(...parts.map((part) => AlarmRule.fromAlarm(part, AlarmState.ALARM))),
    });
    tellOperators(this);
  }
}
