import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  RuntimeFamily,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { rightsOf } from '../bundle.ts';
import { derive, type Surroundings } from '../derive-access.ts';
import { settingsOf } from '../settings.ts';
import { FunctionRole } from './function-role.ts';
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
}

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
  /** @param name `<group>/<name>` */
  constructor(scope: Construct, name: string, { functionName, ...group }: HandlerFunctionProps) {
    const rights = rightsOf(group.bundles)[name];
    if (!rights) throw new Error(`${name} is not bundled`);
    const { statements, environment } = derive(rights, group.surroundings, group.log.logGroup.logGroupArn);
    const role = new FunctionRole(scope, `${pascal(name)}Role`);
    for (const statement of statements) role.addToPrincipalPolicy(statement);
    const { nodeRuntime, tableKeyArn } = settingsOf(scope);
    super(scope, pascal(name), {
      description: name,
      ...(functionName === undefined ? {} : { functionName }),
      runtime: new Runtime(nodeRuntime, RuntimeFamily.NODEJS),
      architecture: Architecture.ARM_64,
      code: Code.fromAsset(join(group.bundles, name)),
      handler: 'index.handler',
      memorySize: group.memoryMegabytes,
      timeout: Duration.seconds(group.timeoutSeconds),
      role,
      environment,
      logGroup: group.log.logGroup,
      loggingFormat: LoggingFormat.JSON,
      // Of the platform's own lines only failures are kept; a line per call would double the log.
      systemLogLevelV2: SystemLogLevel.WARN,
    });
    // Who touches a table or the bucket needs their key too.
    const readsKept = statements.some(({ actions }) => actions.some((it) => /^(dynamodb|s3):/.test(it)));
    if (tableKeyArn && readsKept) Key.fromKeyArn(this, 'TableKey', tableKeyArn).grantEncryptDecrypt(this);
  }
}
