import { type EnvName, env } from './env.ts';

/**
 * What a function may be granted or told, and the environment variables by which it knows it. A table, a queue or the
 * open connections come with IAM actions; a plain setting has none.
 */
export const resources = {
  conversations: [env.conversationsTable],
  transcript: [env.transcriptTable],
  records: [env.recordsTable],
  directory: [env.directoryTable],
  sockets: [env.socketsTable],
  connections: [env.managementEndpoint],
  deliveries: [env.deliveryQueueUrl],
  fetches: [env.fetchQueueUrl],
  secrets: [env.integrationSecretsPrefix],
  media: [env.mediaBucket],
  websocketUrl: [env.websocketUrl],
  publicUrl: [env.publicUrl],
  origins: [env.allowedOrigins],
  signing: [env.oversightKey],
  tenantKeys: [env.tenantKeys],
  tokens: [env.tokenIssuer, env.tokenAudience, env.tokenJwks, env.tokenClaims],
} as const satisfies Record<string, readonly EnvName[]>;

export type Resource = keyof typeof resources;

/** One right: actions on a resource. Declared beside the code that uses it; roles derive from it. */
export interface Right {
  readonly on: Resource;
  /** IAM actions, with their service. */
  readonly actions: readonly string[];
  /** A part of the resource, as its ARN ends: `/index/byState`, `/kept/*`. Absent for the resource itself. */
  readonly part?: string;
  /** Patterns of the partition keys that may be touched; absent where the table holds one kind of item. */
  readonly keys?: readonly string[];
}
