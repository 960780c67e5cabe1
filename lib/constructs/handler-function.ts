import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  Alias,
  Architecture,
  Code,
  type IFunction,
  type IVersion,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  RuntimeFamily,
  SystemLogLevel,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { rightsOf } from '../bundle.ts';
import { derive, type Surroundings } from '../derive-access.ts';
import { settingsOf } from '../settings.ts';
import { FunctionRole } from './function-role.ts';
import { shiftGradually } from './gradual-shift.ts';
import type { GroupLog } from './group-log.ts';

/** What every function of a group has in common. */
export interface FunctionGroup {
  /** Directory that holds `<group>/<name>/index.js`. */
  readonly bundles: string;
  /** Where the group's functions log. */
  readonly log: GroupLog;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly surroundings: Surroundings;
}

interface HandlerFunctionProps extends FunctionGroup {
  /** Unless set, CloudFormation makes one up. */
  readonly functionName?: string;
  /** Has concurrency of its own, where the installation sets some apart: strangers call it, or all callers need it. */
  readonly isApart?: boolean;
}

/** The alias of every function. */
export const liveAlias = 'live';

const pascal = (name: string): string =>
  name
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * One deployed function with a role of its own, whose rights and environment derive from the needs that its file declares. A
 * construct that feeds it (a stream, a queue) grants it the reading of its source.
 */
export class HandlerFunction extends Lambda {
  /** What callers and sources invoke: it leads to the version that was deployed last, gradually where the group shifts. */
  readonly live: IFunction;

  /** @param name `<group>/<name>` */
  constructor(scope: Construct, name: string, { functionName, isApart, ...group }: HandlerFunctionProps) {
    const rights = rightsOf(group.bundles)[name];
    if (!rights) throw new Error(`${name} is not bundled`);
    const { statements, environment } = derive(rights, group.surroundings, group.log.logGroup.logGroupArn);
    const role = new FunctionRole(scope, `${pascal(name)}Role`);
    for (const statement of statements) role.addToPrincipalPolicy(statement);
    const { nodeRuntime, tableKeyArn, tracing, reservedConcurrency } = settingsOf(scope);
    super(scope, pascal(name), {
      description: name,
      ...(functionName === undefined ? {} : { functionName }),
      runtime: new Runtime(nodeRuntime, RuntimeFamily.NODEJS),
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(group.bundles, name)),
      handler: 'index.handler',
      memorySize: group.memoryMegabytes,
      ...(isApart && reservedConcurrency > 0 ? { reservedConcurrentExecutions: reservedConcurrency } : {}),
      timeout: Duration.seconds(group.timeoutSeconds),
      role,
      environment,
      logGroup: group.log.logGroup,
      tracing: tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      loggingFormat: LoggingFormat.JSON,
      // Of the platform's own lines only failures are kept; a line per call would double the log.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    // Who touches a table or the bucket needs their key too.
    const readsKept = statements.some(({ actions }) => actions.some((it) => /^(dynamodb|s3):/.test(it)));
    if (tableKeyArn && readsKept) Key.fromKeyArn(this, 'TableKey', tableKeyArn).grantEncryptDecrypt(this);
    // The library's classes say `role: IRole | undefined` where its interfaces say `role?: IRole`.
    const version = this.currentVersion as IVersion;
    const alias = new Alias(this, 'Live', { aliasName: liveAlias, version });
    this.live = alias as IFunction;
    shiftGradually(alias, group.log.alarmName);
  }
}
