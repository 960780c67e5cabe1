import type { Construct, IConstruct } from 'constructs';
import * as z from 'zod';
import { Id } from '../src/contract/ids.ts';
import { Permission } from '../src/contract/permissions.ts';

/** Days that CloudWatch Logs offers. */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 3653,
] as const;

const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((word) => word === 'true')]);

const list = z.union([z.array(z.string()), z.string().transform((text) => text.split(','))]);

const arn = (service: string) => z.string().regex(new RegExp(`^arn:[\\w-]+:${service}:`));

/** A host name of one's own and the certificate that proves it (ACM, of the Region of its API). */
const Domain = z.strictObject({ name: z.string().min(1), certificateArn: arn('acm') });

/** A program that calls the API by itself: a connector, an agents' desktop. */
const Machine = z.strictObject({
  tenant: Id,
  permissions: z.array(Permission).min(1),
  divisions: z.array(z.union([Id, z.literal('*')])).default(['*']),
});
export type Machine = z.output<typeof Machine>;

/** A table that point-in-time recovery made, under another name; its stream, where the table has one. */
const Restored = z.strictObject({
  arn: arn('dynamodb'),
  streamArn: arn('dynamodb').optional(),
});

const tableNames = ['conversations', 'transcript', 'records', 'directory', 'sockets'] as const;

const Settings = z.strictObject({
  /** Origins of browsers that may call the APIs; `*` for any. */
  allowedOrigins: list.default(['*']),
  /** What becomes of tables and user pool when their stack goes: `retain` them, or `destroy` them with it. */
  data: z.enum(['retain', 'destroy']).default('retain'),
  /** Refuses to delete a table or the user pool; unless set, what is retained is protected. */
  deletionProtection: flag.optional(),
  /** A customer-managed KMS key for the tables; unless set, DynamoDB's own. */
  tableKeyArn: arn('kms').optional(),
  /** Restored tables that take the place of the stack's own, which stay as they are. */
  restoredTables: z.partialRecord(z.enum(tableNames), Restored).default({}),
  /** Days that logs are kept. */
  logRetentionDays: z.coerce.number().pipe(z.literal(retentionDays)).default(30),
  nodeRuntime: z.enum(['nodejs22.x', 'nodejs24.x']).default('nodejs24.x'),
  /** How a changed function takes over: a tenth of its calls for five minutes, or all at once. */
  shift: z.enum(['canary', 'at-once']).default('canary'),
  /** Samples requests for X-Ray. */
  tracing: flag.default(true),
  /** An SNS topic that every alarm tells of its beginning and its end. */
  alarmTopicArn: arn('sns').optional(),
  /** Sets the role by which all API Gateways of this account and Region write logs; it is the account's, not ours. */
  gatewayLogRole: flag.default(false),
  /** Programs with a login of their own in the user pool, by name. */
  machines: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), Machine).default({}),
  /** Where the user pool sends people back to after they signed in; unless set, the allowed origins. */
  signInUrls: list.optional(),
  restDomain: Domain.optional(),
  socketDomain: Domain.optional(),
  /** Whether the console is deployed, and under which name; its certificate is of us-east-1, as CloudFront wants. */
  console: flag.default(true),
  consoleDomain: Domain.optional(),
  /** Further origins that an issuer of one's own has: where its token endpoint is, if not with its discovery document. */
  signInOrigins: list.default([]),
  /** Does the main job every five minutes; the logins of its machines are in the secret `<installation>/canary`. */
  canary: flag.default(false),
  /** Puts a web ACL before the REST API. */
  webAcl: flag.default(true),
  /** Makes a web ACL for the console in us-east-1; its ARN goes into the next setting. */
  edgeWebAcl: flag.default(false),
  consoleWebAclArn: arn('wafv2').optional(),
  /** Requests a second that each tenant may make; 0 counts none. */
  tenantRequestsPerSecond: z.coerce.number().int().min(0).default(1_000),
  /** Those of single tenants, which share their budget with no other. */
  tenantBudgets: z.record(Id, z.coerce.number().int().min(1)).default({}),
  /**
   * Concurrency set apart for each function that strangers call, which they cannot exceed, and for each authorizer. An
   * account must keep 100 for all else, which a new one with 10 does not have.
   */
  reservedConcurrency: z.coerce.number().int().min(0).default(0),
  tags: z.record(z.string(), z.string()).default({}),
});

/** What distinguishes one installation from another, and its name, which all that it is made of bears. */
export type Settings = z.output<typeof Settings> & { readonly installation: string };

/** Stacks, alarms, metrics, secrets and APIs begin with it, so that two live side by side in one account. */
const Installation = z
  .string()
  .regex(
    /^[a-z][a-z0-9-]{0,19}$/,
    'an installation is named by at most 20 lower-case letters, digits and hyphens',
  )
  .default('binocular');

const read = new WeakMap<IConstruct, Settings>();

/**
 * The settings of the app that a construct belongs to. The context `installation` names the installation; what the
 * context `installations` (an object in cdk.json) holds under that name are its settings, and each may be given alone
 * over them (`-c logRetentionDays=7`).
 *
 * @throws ZodError that names the setting which is wrong
 */
export const settingsOf = (scope: Construct): Settings => {
  const { root } = scope.node;
  const known = read.get(root);
  if (known) return known;
  const context = (name: string): unknown => root.node.tryGetContext(name);
  const installation = Installation.parse(context('installation'));
  const kept = z
    .record(z.string(), z.record(z.string(), z.unknown()))
    .default({})
    .parse(context('installations'));
  const alone = Object.keys(Settings.shape)
    .map((name) => [name, context(name)] as const)
    .filter(([, value]) => value !== undefined);
  const settings = {
    ...Settings.parse({ ...kept[installation], ...Object.fromEntries(alone) }),
    installation,
  };
  read.set(root, settings);
  return settings;
};

/** Origins of browsers that may call the APIs: those that are named, and the console's own. */
export const originsOf = ({ allowedOrigins, consoleDomain }: Settings): readonly string[] =>
  consoleDomain === undefined || allowedOrigins.includes('*')
    ? allowedOrigins
    : [...new Set([...allowedOrigins, `https://${consoleDomain.name}`])];

/** Whether tables and user pool refuse to be deleted. */
export const isProtected = ({ data, deletionProtection }: Settings): boolean =>
  deletionProtection ?? data === 'retain';

/** Where the metrics of an installation are found. */
export const metricNamespace = ({ installation }: Settings): string => `Binocular/${installation}`;

/** What the names of integrations' secrets begin with. */
export const secretsPrefix = ({ installation }: Settings): string => `${installation}/integrations`;
