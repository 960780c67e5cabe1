import { createHash } from 'node:crypto';
import type { Identities, Resolve } from './resolver.ts';
import type { Resource, ResourceId, Stack } from './template.ts';

/** Stands for the label (a time) that a real stream ARN ends with; the stream pump knows tables by name. */
const streamLabel = 'local';

/**
 * Names, ids and ARNs of resources, the same at each start so that kept data is found again.
 *
 * @param resolve resolves the few properties an identity depends on (names, stage names)
 * @param queueBase URL under which queues live
 */
export const createIdentities = ({
  stacks,
  resolve,
  region,
  account,
  queueBase,
}: {
  stacks: readonly Stack[];
  resolve: Resolve;
  region: string;
  account: string;
  queueBase: string;
}): Identities => {
  const resourceOf = (id: ResourceId): Resource =>
    stacks.find((stack) => stack.name === id.stack)?.template.Resources?.[id.logicalId] as Resource;
  const arn = (service: string, rest: string) => `arn:aws:${service}:${region}:${account}:${rest}`;

  const named = (id: ResourceId, property: string): string => {
    const given = resourceOf(id).Properties?.[property];
    return given === undefined ? `${id.stack}-${id.logicalId}` : String(resolve(id.stack, given));
  };
  const property = (id: ResourceId, name: string) => resolve(id.stack, resourceOf(id).Properties?.[name]);
  const functionArn = (id: ResourceId) => arn('lambda', `function:${named(id, 'FunctionName')}`);
  const aliasArn = (id: ResourceId) =>
    `${String(property(id, 'FunctionName')).replace(/^(?!arn:)/, arn('lambda', 'function:'))}:${property(id, 'Name') ?? '1'}`;
  const bucketName = (id: ResourceId) => named(id, 'BucketName').toLowerCase();
  const tableArn = (id: ResourceId) => arn('dynamodb', `table/${named(id, 'TableName')}`);

  const kinds: Record<
    string,
    { ref: (id: ResourceId) => unknown; att?: Record<string, (id: ResourceId) => unknown> }
  > = {
    'AWS::DynamoDB::Table': {
      ref: (id) => named(id, 'TableName'),
      att: { Arn: tableArn, StreamArn: (id) => `${tableArn(id)}/stream/${streamLabel}` },
    },
    'AWS::Lambda::Function': { ref: (id) => named(id, 'FunctionName'), att: { Arn: functionArn } },
    'AWS::Lambda::Alias': { ref: aliasArn },
    'AWS::Lambda::Version': { ref: aliasArn, att: { Version: () => '1', FunctionArn: aliasArn } },
    'AWS::ApiGateway::RestApi': {
      ref: shortId,
      att: { RootResourceId: (id) => `${shortId(id)}-root`, RestApiId: shortId },
    },
    'AWS::ApiGateway::Resource': { ref: shortId, att: { ResourceId: shortId } },
    'AWS::ApiGateway::Authorizer': { ref: shortId, att: { AuthorizerId: shortId } },
    'AWS::ApiGateway::Stage': { ref: (id) => property(id, 'StageName') },
    'AWS::ApiGatewayV2::Api': {
      ref: shortId,
      att: {
        ApiId: shortId,
        ApiEndpoint: (id) => `wss://${shortId(id)}.execute-api.${region}.amazonaws.com`,
      },
    },
    'AWS::ApiGatewayV2::Stage': { ref: (id) => property(id, 'StageName') },
    'AWS::ApiGatewayV2::Authorizer': { ref: shortId, att: { AuthorizerId: shortId } },
    'AWS::ApiGatewayV2::Integration': { ref: shortId },
    'AWS::IAM::Role': {
      ref: (id) => named(id, 'RoleName'),
      att: { Arn: (id) => `arn:aws:iam::${account}:role/${named(id, 'RoleName')}` },
    },
    'AWS::IAM::ManagedPolicy': {
      ref: (id) => `arn:aws:iam::${account}:policy/${named(id, 'ManagedPolicyName')}`,
    },
    'AWS::Logs::LogGroup': {
      ref: (id) => named(id, 'LogGroupName'),
      att: { Arn: (id) => `${arn('logs', `log-group:${named(id, 'LogGroupName')}`)}:*` },
    },
    'AWS::SQS::Queue': {
      ref: (id) => `${queueBase}/${account}/${named(id, 'QueueName')}`,
      att: {
        Arn: (id) => arn('sqs', named(id, 'QueueName')),
        QueueName: (id) => named(id, 'QueueName'),
        QueueUrl: (id) => `${queueBase}/${account}/${named(id, 'QueueName')}`,
      },
    },
    'AWS::S3::Bucket': {
      ref: bucketName,
      att: { Arn: (id) => `arn:aws:s3:::${bucketName(id)}` },
    },
    'AWS::KMS::Key': {
      ref: (id) => `${id.stack}-${id.logicalId}`,
      att: { Arn: (id) => arn('kms', `key/${id.stack}-${id.logicalId}`) },
    },
    'AWS::SecretsManager::Secret': { ref: (id) => arn('secretsmanager', `secret:${named(id, 'Name')}`) },
    'AWS::Scheduler::Schedule': {
      ref: (id) => named(id, 'Name'),
      att: { Arn: (id) => arn('scheduler', `schedule/default/${named(id, 'Name')}`) },
    },
    'AWS::Events::Rule': {
      ref: (id) => named(id, 'Name'),
      att: { Arn: (id) => arn('events', `rule/${named(id, 'Name')}`) },
    },
  };
  const kindOf = (id: ResourceId) => kinds[resourceOf(id).Type.replace('GlobalTable', 'Table')];
  return {
    ref: (id) => kindOf(id)?.ref(id) ?? `${id.stack}-${id.logicalId}`,
    attribute: (id, name) => {
      const known = kindOf(id)?.att?.[name];
      if (known) return known(id);
      // What runs locally never depends on the attributes of what does not (alarms, topics, keys).
      return name.endsWith('Arn')
        ? arn('local', `${id.stack}-${id.logicalId}`)
        : `${id.stack}-${id.logicalId}-${name}`;
    },
  };
};

/** A ten-character id like API Gateway's. */
const shortId = ({ stack, logicalId }: ResourceId): string => {
  const digest = createHash('sha256').update(`${stack}/${logicalId}`).digest();
  return Array.from(digest.subarray(0, 10), (byte) => (byte % 36).toString(36)).join('');
};
