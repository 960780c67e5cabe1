import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { byState, env } from '../src/contract/env.ts';
import type { Grant } from './grants.ts';
import { type TableName, tableVariables } from './table-names.ts';

/** A table as functions know it. */
export interface GrantedTable {
  readonly tableArn: string;
  readonly tableName: string;
  readonly tableStreamArn?: string | undefined;
}

/** What grants can refer to; a group leaves out what none of its rows names. */
export interface Surroundings {
  readonly tables: Readonly<Record<TableName, GrantedTable>>;
  readonly sockets?: {
    readonly url: string;
    readonly managementEndpoint: string;
    /** ARN of the WebSocket API's stage. */
    readonly stageArn: string;
  };
  readonly tokens?: Readonly<Record<'issuer' | 'audience' | 'jwks' | 'claims', string>>;
  /** The queue of messages that providers are handed. */
  readonly deliveries?: { readonly url: string; readonly arn: string };
  /** Integrations' secrets are made at run time, one an integration, below this name. */
  readonly secretsPrefix?: string;
  /** This API as providers reach it, ending in /api/v2. */
  readonly publicUrl?: string;
  /** Comma-separated. */
  readonly origins?: string;
}

const reads = ['dynamodb:GetItem', 'dynamodb:Query'];
const writes = ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'];

const readsSecrets = ['secretsmanager:GetSecretValue'];
const writesSecrets = [
  'secretsmanager:PutSecretValue',
  'secretsmanager:CreateSecret',
  'secretsmanager:DeleteSecret',
];

/** Indexes of a table, by table; a function that reads a table reads its indexes. */
const indexes: Readonly<Partial<Record<TableName, string>>> = { records: byState };

/**
 * Turns a grant into the statements of a role and the environment of a function.
 *
 * @throws when the grant names something that its group does not have
 */
export const derive = (
  grant: Grant,
  { tables, sockets, tokens, origins, deliveries, secretsPrefix, publicUrl }: Surroundings,
  logGroupArn: string,
): { statements: PolicyStatement[]; environment: Record<string, string> } => {
  const statements = [
    new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroupArn] }),
  ];
  const environment: Record<string, string> = {};
  for (const [name, access] of Object.entries(grant.tables ?? {}) as [TableName, 'r' | 'rw'][]) {
    const { tableArn, tableName } = tables[name];
    const index = indexes[name];
    environment[tableVariables[name]] = tableName;
    statements.push(
      new PolicyStatement({
        actions: access === 'rw' ? [...reads, ...writes] : reads,
        resources: index ? [tableArn, `${tableArn}/index/${index}`] : [tableArn],
      }),
    );
  }
  if (grant.push) {
    const { managementEndpoint, stageArn } = given(sockets, 'push');
    environment[env.managementEndpoint] = managementEndpoint;
    statements.push(
      new PolicyStatement({
        actions: ['execute-api:ManageConnections'],
        resources: [`${stageArn}/POST/@connections/*`, `${stageArn}/DELETE/@connections/*`],
      }),
    );
  }
  if (grant.deliver) {
    const { url, arn } = given(deliveries, 'deliver');
    environment[env.deliveryQueueUrl] = url;
    statements.push(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [arn] }));
  }
  if (grant.publicUrl) environment[env.publicUrl] = given(publicUrl, 'publicUrl');
  if (grant.secrets) {
    const prefix = given(secretsPrefix, 'secrets');
    environment[env.integrationSecretsPrefix] = prefix;
    statements.push(
      new PolicyStatement({
        actions: grant.secrets === 'rw' ? [...readsSecrets, ...writesSecrets] : readsSecrets,
        resources: [`arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${prefix}/*`],
      }),
    );
  }
  if (grant.socketUrl) environment[env.websocketUrl] = given(sockets, 'socketUrl').url;
  if (grant.origins) environment[env.allowedOrigins] = given(origins, 'origins');
  if (grant.tokens) {
    const { issuer, audience, jwks, claims } = given(tokens, 'tokens');
    environment[env.tokenIssuer] = issuer;
    environment[env.tokenAudience] = audience;
    environment[env.tokenJwks] = jwks;
    environment[env.tokenClaims] = claims;
  }
  return { statements, environment };
};

const given = <T>(value: T | undefined, grant: string): T => {
  if (value === undefined) throw new Error(`a function is granted ${grant}, which its stack does not have`);
  return value;
};
