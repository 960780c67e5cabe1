import { CloudFormationClient, paginateDescribeStacks } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WebSocket } from 'ws';
import { type Client, createClient } from '../client/client.ts';

/** Which installation is meant, and as whom it is asked. */
export interface Target {
  /** What stands before `/api/v2`; unset, the installation's own, by its stack's output. */
  readonly url?: string;
  readonly installation: string;
  readonly tenant: string;
  /** Access or ID tokens by role; the local runtime gives out its own. */
  readonly tokens: Readonly<Partial<Record<Role, string>>>;
}

/** As whom something is done: the operator, or one of those who do the main job. */
export type Role = 'operator' | 'agent' | 'supervisor';

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
const deployedOutputs = async (installation: string): Promise<ReadonlyMap<string, string>> => {
  const found = new Map<string, string>();
  for await (const page of paginateDescribeStacks({ client: new CloudFormationClient({}) }, {}))
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

const clients = (outputs: ReadonlyMap<string, string>): Backstage => {
  const at = (service: string) => {
    const endpoint = outputs.get(`${service}Endpoint`);
    // The local runtime takes any key that is no function's for the developer's own.
    const credentials = { accessKeyId: 'OPERATOR', secretAccessKey: 'local' };
    return endpoint === undefined ? {} : { endpoint, region: 'us-east-1', credentials };
  };
  return {
    outputs,
    output: (name) => {
      const value = outputs.get(name);
      if (value === undefined) throw new Error(`The installation's stacks have no output ${name}.`);
      return value;
    },
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(at('Dynamodb')), {
      marshallOptions: { removeUndefinedValues: true },
    }),
    streams: new DynamoDBStreamsClient(at('Dynamodb')),
    sqs: new SQSClient(at('Sqs')),
    lambda: new LambdaClient(at('Lambda')),
    kms: new KMSClient(at('Kms')),
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
  const address = target.url ?? (await deployedOutputs(target.installation)).get('Url') ?? '';
  const url = address.replace(/\/(api\/v2\/?)?$/, '');
  const local = isLocal(url);
  const { tokens, tenant } = target;
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
      opened ??= (local ? localOutputs(url) : deployedOutputs(target.installation)).then(clients);
      return opened;
    },
  };
};
