import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WebSocket } from 'ws';
import { type Client, createClient } from '../client/client.ts';
import { jsonService, type ServiceCall } from '../src/adapters/json-service.ts';

/** Which installation is meant, and as whom it is asked. */
export interface Target {
  /** What stands before `/api/v2`; unset, the installation's own, by its stack's output. */
  readonly url?: string;
  readonly installation: string;
  readonly tenant: string;
  /** Access or ID tokens by role; the local runtime gives out its own. */
  readonly tokens: Readonly<Partial<Record<Role, string>>>;
  /** Where it is deployed, and by whose credentials, where these are not the shell's own. */
  readonly aws?: Aws;
}

/** What distinguishes one account or Region from another, to AWS's clients. */
export interface Aws {
  readonly profile?: string;
  readonly region?: string;
}

/** As whom something is done: the operator, or one of those who do the main job. */
export type Role = 'operator' | 'agent' | 'supervisor';

/** How the outputs of this machine name the endpoints of services. */
const serviceOutputs = { sqs: 'Sqs', kms: 'Kms', secretsmanager: 'Secrets' } as const;

/** What the API does not offer, done with the operator's own credentials. */
export interface Backstage {
  /** An output of the installation's stacks, such as `ConversationsTable`. Throws where there is none. */
  output(name: string): string;
  readonly outputs: ReadonlyMap<string, string>;
  readonly dynamodb: DynamoDBDocumentClient;
  readonly streams: DynamoDBStreamsClient;
  readonly sqs: SQSClient;
  readonly lambda: LambdaClient;
  readonly kms: KMSClient;
  /** Calls of a service as functions make them, by the operator's credentials. */
  service(name: keyof typeof serviceOutputs): ServiceCall;
  readonly s3: S3Client;
  /** The management API of the open sockets. */
  connections(): ApiGatewayManagementApiClient;
}

/** One installation, on this machine or deployed: everything is asked of both alike. */
export interface Installation extends Client {
  readonly url: string;
  readonly tenant: string;
  readonly local: boolean;
  /** A client of somebody else; throws at its first call where no token of theirs is given. */
  actor(role: Role): Client;
  backstage(): Promise<Backstage>;
}

/** Where an operator puts tokens. */
export const tokenVariables: Readonly<Record<Role, string>> = {
  operator: 'BINOCULAR_TOKEN',
  agent: 'BINOCULAR_AGENT_TOKEN',
  supervisor: 'BINOCULAR_SUPERVISOR_TOKEN',
};

const isLocal = (url: string): boolean => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(url).hostname);

/** Outputs of the stacks that bear the installation's tag. */
const deployedOutputs = async (installation: string, aws: Aws = {}): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for await (const page of paginateDescribeStacks({ client: new CloudFormationClient(aws) }, {}))
    for (const { Tags = [], Outputs = [] } of page.Stacks ?? [])
      if (Tags.some(({ Key, Value }) => Key === 'installation' && Value === installation))
        for (const { OutputKey, OutputValue, ExportName } of Outputs)
          if (OutputKey !== undefined && ExportName === undefined) found.set(OutputKey, OutputValue ?? '');
  if (found.size === 0)
    throw new Error(`No stack of this account and Region bears installation=${installation}.`);
  return found;
};

const localOutputs = async (url: string): Promise<ReadonlyMap<string, string>> => {
  const answer = await fetch(`${url}/dev/outputs`);
  if (!answer.ok) throw new Error(`${url}/dev/outputs answered ${answer.status}`);
  return new Map(Object.entries((await answer.json()) as Record<string, string>));
};

const clients = (outputs: ReadonlyMap<string, string>, aws: Aws = {}): Backstage => {
  const at = (service: string) => {
    const endpoint = outputs.get(`${service}Endpoint`);
    // The local runtime takes any key that is no function's for the developer's own.
    const credentials = { accessKeyId: 'OPERATOR', secretAccessKey: 'local' };
    return endpoint === undefined ? aws : { endpoint, region: 'us-east-1', credentials };
  };
  const output = (name: string): string => {
    const value = outputs.get(name);
    if (value === undefined) throw new Error(`The installation's stacks have no output ${name}.`);
    return value;
  };
  const kms = new KMSClient(at('Kms'));
  return {
    outputs,
    output,
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(at('Dynamodb')), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    streams: new DynamoDBStreamsClient(at('Dynamodb')),
    sqs: new SQSClient(at('Sqs')),
    lambda: new LambdaClient(at('Lambda')),
    kms,
    service: (name) => async (action, input) => {
      const { credentials, region } = kms.config;
      const { accessKeyId, secretAccessKey, sessionToken } = await credentials();
      const endpoint = outputs.get(`${serviceOutputs[name]}Endpoint`);
      const access = {
        accessKeyId,
        secretAccessKey,
        region: await region(),
        ...(sessionToken === undefined ? {} : { sessionToken }),
        ...(endpoint === undefined ? {} : { endpoint }),
      };
      return jsonService(name, access)(action, input);
    },
    s3: new S3Client({ ...at('S3'), forcePathStyle: outputs.has('S3Endpoint') }),
    connections: () =>
      new ApiGatewayManagementApiClient({ ...at('Kms'), endpoint: output('SocketManagement') }),
  };
};

const developmentToken = async (url: string, tenantId: string, userId: string): Promise<string> => {
  const answer = await fetch(`${url}/dev/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tenantId, userId, name: userId }),
  });
  if (!answer.ok) throw new Error(`${url}/dev/token answered ${answer.status}`);
  return ((await answer.json()) as { access_token: string }).access_token;
};

/**
 * Opens an installation.
 *
 * @throws Error where neither an address nor a stack's output says where it is, or no token is given
 */
export const openInstallation = async (target: Target): Promise<Installation> => {
  const { installation, tokens, tenant, aws } = target;
  const deployed = target.url === undefined ? await deployedOutputs(installation, aws) : undefined;
  const address = target.url ?? deployed?.get('Url') ?? '';
  const url = address.replace(/\/(api\/v2\/?)?$/, '');
  const local = isLocal(url);
  const outputs = async (): Promise<ReadonlyMap<string, string>> =>
    local ? localOutputs(url) : (deployed ?? deployedOutputs(installation, aws));
  const client = (role: Role): Client =>
    createClient({
      url,
      token: async () => {
        const given = tokens[role] ?? (local ? await developmentToken(url, tenant, role) : undefined);
        if (given === undefined) throw new Error(`Put a token into ${tokenVariables[role]}.`);
        return given;
      },
      fetch,
      WebSocket,
    });
  let opened: Promise<Backstage> | undefined;
  return {
    ...client('operator'),
    url,
    tenant,
    local,
    actor: client,
    backstage: () => {
      opened ??= outputs().then((found) => clients(found, aws));
      return opened;
    },
  };
};
