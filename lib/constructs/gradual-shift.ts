import { Stack } from 'aws-cdk-lib';
import { Alarm, type IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { LambdaApplication, LambdaDeploymentConfig, LambdaDeploymentGroup } from 'aws-cdk-lib/aws-codedeploy';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Alias } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';

/** What the gradual deployments of one stack share. */
class Shifting extends Construct {
  readonly application: LambdaApplication;
  readonly role: Role;
  readonly #alarms = new Map<string, IAlarm>();

  constructor(stack: Stack) {
    super(stack, 'Shifting');
    this.application = new LambdaApplication(this, 'Application', { applicationName: stack.stackName });
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('codedeploy.amazonaws.com'),
      managedPolicies: [
        ManagedPolicy.fromAwsManagedPolicyName('service-role/AWSCodeDeployRoleForLambdaLimited'),
      ],
    });
  }

  /** An alarm that may be another stack's, by its name. */
  alarm(name: string): IAlarm {
    const arn = Stack.of(this).formatArn({ service: 'cloudwatch', resource: `alarm:${name}` });
    const known = this.#alarms.get(name) ?? Alarm.fromAlarmArn(this, `Alarm${this.#alarms.size}`, arn);
    this.#alarms.set(name, known);
    return known;
  }

  static of(stack: Stack): Shifting {
    const known = stack.node.tryFindChild('Shifting');
    return known instanceof Shifting ? known : new Shifting(stack);
  }
}

/**
 * Lets a new version take over a tenth of the calls for five minutes before it takes all; an alarm that fires meanwhile
 * brings the former version back and fails the deployment. Nothing is added where the installation shifts at once.
 *
 * @param alarmName of the alarm that tells of failures of the function's group
 */
export const shiftGradually = (alias: Alias, alarmName: string): void => {
  if (settingsOf(alias).shift === 'at-once') return;
  const shifting = Shifting.of(Stack.of(alias));
  new LambdaDeploymentGroup(alias, 'Shift', {
    alias,
    application: shifting.application,
    role: shifting.role,
    deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
    alarms: [shifting.alarm(alarmName)],
  });
};
