import { type Stack, Validations } from 'aws-cdk-lib';

const rule = (id: string, reason: string) => ({ id: `AwsSolutions::AwsSolutions-${id}`, reason });

/** API Gateway names a socket in the last part of the path, so that no narrower right to send to sockets exists. */
const sendsToSockets = (api: string) =>
  ['POST', 'DELETE'].map((method) =>
    rule(
      `IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:${api}/v1/${method}/@connections/*]`,
      'All sockets of this one API and stage: their ids exist only once they are open.',
    ),
  );

/** Findings of the AWS Solutions rules on the live stack that we keep, each with its reason. */
export const acknowledgeLive = (stack: Stack): void => {
  Validations.of(stack).acknowledge(
    ...sendsToSockets('<SocketsA3E6BA67>'),
    rule('APIG4', '$connect authorizes a socket; API Gateway takes no authorizer on the routes after it.'),
    rule(
      'SQS3',
      'These are the dead-letter queues, of event source mappings; the rule looks for other queues.',
    ),
    rule('IAM5[Resource::<ScheduleSweepECD73BD5.Arn>:*]', 'Versions of the one function that is scheduled.'),
    rule(
      'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
      'API Gateway documents this policy for the account-wide role that writes its logs.',
    ),
  );
};

/** As above, on the REST stack. */
export const acknowledgeRest = (stack: Stack): void => {
  Validations.of(stack).acknowledge(
    ...sendsToSockets('binocular-live:ExportsOutputRefSocketsA3E6BA67978249B9'),
    rule(
      'IAM5[Resource::arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:binocular/integrations/*]',
      'Integrations are made at run time, each with a secret of its own below this one name.',
    ),
    rule('APIG2', 'Functions parse every request with the schemas that the API documents derive from.'),
    rule(
      'APIG3',
      'A web ACL is a choice, with a price, of whoever deploys; it attaches to the stage from outside.',
    ),
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
