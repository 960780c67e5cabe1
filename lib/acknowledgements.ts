import { Aws, type Stack, Validations } from 'aws-cdk-lib';
import { flattenCfnReference } from 'cdk-nag/lib/utils/flatten-cfn-reference.js';
import { mediaBucketName } from './constructs/media-bucket.ts';
import { settingsOf } from './settings.ts';
import type { CanaryStack } from './stacks/canary-stack.ts';
import type { ConsoleStack } from './stacks/console-stack.ts';
import type { DataStack } from './stacks/data-stack.ts';
import type { LiveStack } from './stacks/live-stack.ts';
import type { RestStack } from './stacks/rest-stack.ts';

const rule = (id: string, reason: string) => ({ id: `AwsSolutions::AwsSolutions-${id}`, reason });

/** The finding of a wildcard below one resource, in the rule's words. */
const wildcard = (stack: Stack, resource: string, reason: string) =>
  rule(`IAM5[Resource::${flattenCfnReference(stack.resolve(resource))}]`, reason);

const arn = (service: string, resource: string): string =>
  `arn:${Aws.PARTITION}:${service}:${Aws.REGION}:${Aws.ACCOUNT_ID}:${resource}`;

/** API Gateway names a socket in the last part of the path, so that no narrower right to send to sockets exists. */
const sendsToSockets = (stack: Stack, apiId: string) =>
  ['POST', 'DELETE'].map((method) =>
    wildcard(
      stack,
      arn('execute-api', `${apiId}/v1/${method}/@connections/*`),
      'All sockets of this one API and stage: their ids exist only once they are open.',
    ),
  );

/** DynamoDB documents these as what its callers need of a customer-managed key; they name one key alone. */
const usesTableKey = ['ReEncrypt', 'GenerateDataKey'].map((action) =>
  rule(
    `IAM5[Action::kms:${action}*]`,
    'Variants of one action, on the one key of the tables, if there is one.',
  ),
);

/** Files are made at run time; a role names the part of the bucket that it may touch. */
const touchesFiles = (stack: Stack, ...parts: readonly ('waiting' | 'kept')[]) =>
  parts.map((part) =>
    wildcard(
      stack,
      `arn:${Aws.PARTITION}:s3:::${mediaBucketName(settingsOf(stack))}/${part}/*`,
      'Files are made at run time, each below one of two names of this one bucket.',
    ),
  );

/** Findings of the AWS Solutions rules on the data stack that we keep, each with its reason. */
export const acknowledgeData = (data: DataStack): void => {
  Validations.of(data).acknowledge(
    rule(
      'S1',
      'Who reads a file is audited by the route that signs its address; an access log is a choice, with a price, of who deploys.',
    ),
  );
};
/** Gradual deployments and X-Ray. */
const deploysAndTraces = [
  rule(
    'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited]',
    'CodeDeploy documents this policy for the role that shifts calls between versions.',
  ),
  rule('IAM5[Resource::*]', 'X-Ray takes traces of no narrower resource.'),
];

/** Findings of the AWS Solutions rules on the live stack that we keep, each with its reason. */
export const acknowledgeLive = (live: LiveStack): void => {
  Validations.of(live).acknowledge(
    ...sendsToSockets(live, live.sockets.apiId),
    rule('APIG4', '$connect authorizes a socket; API Gateway takes no authorizer on the routes after it.'),
    ...usesTableKey,
    ...touchesFiles(live, 'waiting', 'kept'),
    rule(
      'SQS3',
      'These are the dead-letter queues of event source mappings; the rule looks for other queues.',
    ),
    wildcard(live, `${live.sweep.live.functionArn}:*`, 'Versions of the one function that is scheduled.'),
    ...deploysAndTraces,
    rule(
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      'API Gateway documents this policy for the account-wide role that writes its logs.',
    ),
  );
};

/** As above, on a stack of functions of the REST API. */
export const acknowledgeFunctions = (stack: Stack): void => {
  Validations.of(stack).acknowledge(
    wildcard(
      stack,
      arn('secretsmanager', `secret:${settingsOf(stack).installation}/integrations/*`),
      'Integrations are made at run time, each with a secret of its own below this one name.',
    ),
    ...usesTableKey,
    ...touchesFiles(stack, 'waiting', 'kept'),
    ...deploysAndTraces,
  );
};

/** As above, on the stack of the console. */
export const acknowledgeConsole = (stack: ConsoleStack): void => {
  const copier = 'The CDK’s own function copies the files, from its bucket of assets into this one bucket.';
  const assets = 'cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>';
  Validations.of(stack).acknowledge(
    rule('S1', 'It holds the page, which everybody may read; who reads it is no secret that needs a log.'),
    rule('CFR1', 'Supervisors work from wherever their organisation lets them.'),
    rule('CFR2', 'A web ACL is of us-east-1 and has a price: a setting names it.'),
    rule('CFR3', 'Its log would hold addresses of people at work; the API logs what is called.'),
    rule(
      'CFR4',
      'Without a name of its own the distribution has CloudFront’s certificate, whose floor is fixed.',
    ),
    rule('L1', copier),
    rule(
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
      copier,
    ),
    ...['GetObject', 'GetBucket', 'List', 'DeleteObject', 'Abort'].map((action) =>
      rule(`IAM5[Action::s3:${action}*]`, copier),
    ),
    rule(`IAM5[Resource::arn:<AWS::Partition>:s3:::${assets}/*]`, copier),
    wildcard(stack, `${stack.files.bucketArn}/*`, copier),
  );
};

/** As above, on the stack of the canary. */
export const acknowledgeCanary = (stack: CanaryStack): void => {
  const secret = arn('secretsmanager', `secret:${settingsOf(stack).installation}/canary-??????`);
  Validations.of(stack).acknowledge(
    wildcard(stack, secret, 'One secret, whose ARN ends with characters that Secrets Manager makes up.'),
    wildcard(stack, `${stack.canary.functionArn}:*`, 'Versions of the one function that is scheduled.'),
  );
};

/** As above, on the stack of the REST API itself. */
export const acknowledgeRest = (rest: RestStack): void => {
  acknowledgeFunctions(rest);
  Validations.of(rest).acknowledge(
    rule('APIG2', 'Functions parse every request with the schemas that the API documents derive from.'),
    rule('APIG3', 'A web ACL has a price: a setting leaves it out.'),
    rule(
      'APIG4',
      "Preflights carry no credentials; a route that declares no authorizer verifies a provider's signature or gives out a credential; every other method has an authorizer.",
    ),
    rule('APIG6', 'Execution logs would hold tokens and message text; access logs are on.'),
    rule('COG4', 'The authorizer takes tokens of any OIDC issuer, a Cognito user pool among them.'),
    rule('COG2', 'Whether users must have a second factor is for the owner of the user pool; it is offered.'),
    rule('COG8', 'The plan of the user pool is a price that its owner chooses.'),
  );
};
