import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { PolicyDocument, type PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  Architecture,
  Code,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { derive, type Surroundings } from '../derive-access.ts';
import { grants } from '../grants.ts';

/** What every function of a group has in common. */
export interface FunctionGroup {
  /** Directory that holds `<group>/<name>/index.js`. */
  readonly bundles: string;
  /** Where the group's functions log. */
  readonly logGroup: ILogGroup;
  readonly memoryMegabytes: number;
  readonly timeoutSeconds: number;
  readonly surroundings: Surroundings;
  /** Rights beyond the grants' table: a stream consumer's own queue and stream. */
  readonly extra?: readonly PolicyStatement[];
}

const pascal = (name: string): string =>
  name
    .split(/[/-]/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * Declares one function with a role of its own, whose rights and environment derive from its row in the grants. The
 * policy is inside the role: as a resource of its own it would cost one of the stack's 500.
 *
 * @param name `<group>/<name>`
 */
export const handlerFunction = (scope: Construct, name: string, group: FunctionGroup): Lambda => {
  const grant = grants[name];
  if (!grant) throw new Error(`${name} has no row in lib/grants.ts`);
  const { statements, environment } = derive(grant, group.surroundings, group.logGroup.logGroupArn);
  const role = new Role(scope, `${pascal(name)}Role`, {
    assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
    inlinePolicies: {
      access: new PolicyDocument({ statements: [...statements, ...(group.extra ?? [])] }),
    },
  });
  return new Lambda(scope, pascal(name), {
    description: name,
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    code: Code.fromAsset(join(group.bundles, name)),
    handler: 'index.handler',
    memorySize: group.memoryMegabytes,
    timeout: Duration.seconds(group.timeoutSeconds),
    role: role.withoutPolicyUpdates(),
    environment,
    logGroup: group.logGroup,
    loggingFormat: LoggingFormat.JSON,
    // Of the platform's own lines only failures are kept; a line per call would double the log.
    systemLogLevelV2: SystemLogLevel.WARN,
  });
};
