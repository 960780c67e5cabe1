import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  RuntimeFamily,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Construct } from 'constructs';
import { FunctionRole } from '../constructs/function-role.ts';
import { logMetric } from '../constructs/log-metric.ts';
import { OperatorAlarm } from '../constructs/operator-alarm.ts';
import { settingsOf } from '../settings.ts';
import type { RestStack } from './rest-stack.ts';

interface CanaryStackProps {
  /** Directory that holds the bundled function. */
  readonly code: string;
  readonly rest: RestStack;
}

/** Minutes between two runs, and without a success after which the alarm fires: two may be lost. */
const everyMinutes = 5;
const silentMinutes = 15;

/**
 * Does the main job every few minutes, as `npx binocular canary` does, from outside: by the public API and a socket. Its
 * machines' logins are in a secret that an operator writes (docs/deploy.md).
 */
export class CanaryStack extends Stack {
  readonly canary: Lambda;

  constructor(scope: Construct, id: string, { code, rest }: CanaryStackProps) {
    super(scope, id);
    const { installation, nodeRuntime, logRetentionDays } = settingsOf(this);
    const logGroup = new LogGroup(this, 'Log', {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const secret = `${installation}/canary`;
    const role = new FunctionRole(this, 'Role');
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [logGroup.logGroupArn],
      }),
    );
    role.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        // Secrets Manager ends a secret's ARN with six characters of its own.
        resources: [
          `arn:${this.partition}:secretsmanager:${this.region}:${this.account}:secret:${secret}-??????`,
        ],
      }),
    );
    this.canary = new Lambda(this, 'Canary', {
      description: 'does the main job from outside',
      runtime: new Runtime(nodeRuntime, RuntimeFamily.NODEJS),
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(code),
      handler: 'index.handler',
      memorySize: 256,
      timeout: Duration.minutes(2),
      role,
      environment: { API_URL: rest.baseUrl.replace(/api\/v2$/, ''), LOGINS_SECRET: secret },
      logGroup,
      loggingFormat: LoggingFormat.JSON,
    });
    new Schedule(this, 'EveryFewMinutes', {
      schedule: ScheduleExpression.rate(Duration.minutes(everyMinutes)),
      // The next one is minutes away: one that failed is not tried again.
      target: new LambdaInvoke(this.canary, { retryAttempts: 0, maxEventAge: Duration.minutes(1) }),
      description: 'Does the main job',
    });
    const done = logMetric(this, 'CanaryDone', logGroup, { code: 'canary.done' });
    logMetric(this, 'CanaryMs', logGroup, { code: 'canary.done', field: 'ms' });
    const successes = done.with({ period: Duration.minutes(silentMinutes) });
    new OperatorAlarm(this, 'The main job fails', successes, { threshold: 1, minutes: 1, below: true });
  }
}
