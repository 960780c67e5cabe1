import { Aws } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { EnvName } from '../src/contract/env.ts';
import { type Resource, type Right, resources } from '../src/contract/rights.ts';

/** The resources that are tables. */
export type TableName = Extract<
  Resource,
  'conversations' | 'transcript' | 'records' | 'directory' | 'sockets'
>;

/** A table as functions know it. */
export interface GrantedTable {
  readonly tableArn: string;
  readonly tableName: string;
  readonly tableStreamArn?: string | undefined;
}

/** What rights can refer to; a group leaves out what none of its functions needs. */
export interface Surroundings {
  readonly tables: Readonly<Record<TableName, GrantedTable>>;
  readonly sockets?: {
    readonly url: string;
    readonly managementEndpoint: string;
    /** ARN of the WebSocket API's stage. */
    readonly stageArn: string;
  };
  readonly tokens?: Readonly<Record<'issuer' | 'audience' | 'jwks' | 'claims', string>>;
  /** The queues of messages that providers are handed, and whose files are fetched. */
  readonly deliveries?: { readonly url: string; readonly arn: string };
  readonly fetches?: { readonly url: string; readonly arn: string };
  /** Integrations' secrets are made at run time, one an integration, below this name. */
  readonly secretsPrefix?: string;
  /** Name of the bucket of files. */
  readonly mediaBucket?: string;
  /** This API as providers reach it, ending in /api/v2. */
  readonly publicUrl?: string;
  /** ARN of the key that signs the oversight log. */
  readonly signingKey?: string;
  /** Comma-separated. */
  readonly origins?: string;
  /** The keys that tenants' requests are counted by, as JSON; empty where they are not counted. */
  readonly tenantKeys?: string;
}

/** The ARN that a resource's rights speak of, where it has one, and its variables' values, in their order. */
interface Reached {
  readonly arn?: string;
  readonly values: readonly (string | undefined)[];
}

const reach = (resource: Resource, around: Surroundings): Reached => {
  const { tables, sockets, tokens, secretsPrefix, mediaBucket, publicUrl, origins } = around;
  switch (resource) {
    case 'connections':
      return { ...(sockets && { arn: sockets.stageArn }), values: [sockets?.managementEndpoint] };
    case 'websocketUrl':
      return { values: [sockets?.url] };
    case 'deliveries':
    case 'fetches':
      return { ...(around[resource] && { arn: around[resource].arn }), values: [around[resource]?.url] };
    case 'secrets':
      return {
        arn: `arn:${Aws.PARTITION}:secretsmanager:${Aws.REGION}:${Aws.ACCOUNT_ID}:secret:${secretsPrefix}/*`,
        values: [secretsPrefix],
      };
    case 'media':
      return { arn: `arn:${Aws.PARTITION}:s3:::${mediaBucket}`, values: [mediaBucket] };
    case 'signing':
      return { ...(around.signingKey && { arn: around.signingKey }), values: [around.signingKey] };
    case 'publicUrl':
      return { values: [publicUrl] };
    case 'origins':
      return { values: [origins] };
    case 'tenantKeys':
      return { values: [around.tenantKeys] };
    case 'tokens':
      return { values: [tokens?.issuer, tokens?.audience, tokens?.jwks, tokens?.claims] };
    default:
      return { arn: tables[resource].tableArn, values: [tables[resource].tableName] };
  }
};

const variables = (resource: Resource, values: Reached['values']): [EnvName, string][] =>
  resources[resource].map((name, index) => {
    const value = values[index];
    if (value === undefined) throw new Error(`a function needs ${resource}, which its stack does not have`);
    return [name, value];
  });

/**
 * One entry for each set of actions on one part of one resource, with all keys that they may touch; a right to all
 * keys takes in those to some.
 */
const merge = (rights: readonly Right[]): readonly Right[] => {
  const perAction = new Map<string, { right: Right; action: string; keys: Set<string> | undefined }>();
  for (const right of rights)
    for (const action of right.actions) {
      const id = JSON.stringify([right.on, right.part, action]);
      const known = perAction.get(id);
      const all = right.keys === undefined || (known !== undefined && known.keys === undefined);
      const keys = all ? undefined : new Set([...(known?.keys ?? []), ...(right.keys ?? [])]);
      perAction.set(id, { right, action, keys });
    }
  const merged = new Map<string, Right>();
  for (const { right, action, keys } of perAction.values()) {
    const sorted = keys && [...keys].sort();
    const id = JSON.stringify([right.on, right.part, sorted]);
    const actions = [...(merged.get(id)?.actions ?? []), action];
    const { on, part } = right;
    merged.set(id, { on, actions, ...(part && { part }), ...(sorted && { keys: sorted }) });
  }
  return [...merged.values()];
};

const statement = ({ actions, part = '', keys }: Right, arn: string): PolicyStatement =>
  new PolicyStatement({
    actions: [...actions],
    resources: [`${arn}${part}`],
    ...(keys && { conditions: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': [...keys] } } }),
  });

/**
 * Turns what a function declares into the statements of its role and its environment.
 *
 * @throws when it needs something that its group does not have
 */
export const derive = (
  rights: readonly Right[],
  around: Surroundings,
  logGroupArn: string,
): { statements: PolicyStatement[]; environment: Partial<Record<EnvName, string>> } => {
  const logs = new PolicyStatement({
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    resources: [logGroupArn],
  });
  const touched = [...new Set(rights.map((right) => right.on))];
  return {
    statements: [logs, ...merge(rights).map((right) => statement(right, reach(right.on, around).arn ?? ''))],
    environment: Object.fromEntries(touched.flatMap((on) => variables(on, reach(on, around).values))),
  };
};
