/** Names of the environment variables, shared by the constructs that set them and the code that reads them. */
export const env = {
  conversationsTable: 'CONVERSATIONS_TABLE',
  transcriptTable: 'TRANSCRIPT_TABLE',
  recordsTable: 'RECORDS_TABLE',
  directoryTable: 'DIRECTORY_TABLE',
  socketsTable: 'SOCKETS_TABLE',
  websocketUrl: 'WEBSOCKET_URL',
  managementEndpoint: 'WEBSOCKET_MANAGEMENT_ENDPOINT',
  tokenIssuer: 'TOKEN_ISSUER',
  tokenAudience: 'TOKEN_AUDIENCE',
  tokenJwks: 'TOKEN_JWKS',
  tokenClaims: 'TOKEN_CLAIMS',
  deliveryQueueUrl: 'DELIVERY_QUEUE_URL',
  fetchQueueUrl: 'FETCH_QUEUE_URL',
  /** This API as providers reach it, ending in /api/v2. */
  publicUrl: 'PUBLIC_URL',
  integrationSecretsPrefix: 'INTEGRATION_SECRETS_PREFIX',
  allowedOrigins: 'ALLOWED_ORIGINS',
  /** ARN of the key that signs the oversight log. */
  oversightKey: 'OVERSIGHT_KEY',
  mediaBucket: 'MEDIA_BUCKET',
  /** The keys that tenants' requests are counted by, as JSON; empty where they are not counted. */
  tenantKeys: 'TENANT_KEYS',
  /** Set to `allowed` by the local runtime alone, where its operator lets webhooks lead to this machine. */
  loopbackWebhooks: 'LOOPBACK_WEBHOOKS',
  /** Set by the local runtime alone, where its operator has a server of this machine stand in for Twilio and Meta: its URL. */
  loopbackProviders: 'LOOPBACK_PROVIDERS',
} as const;

export type EnvName = (typeof env)[keyof typeof env];

/**
 * The records table's indexes: a tenant's interactions in one listing (`gpk`), a queue's (`qpk`), and a customer's (`cpk`),
 * by start (`gsk`).
 */
export const byState = 'byState';
export const byQueue = 'byQueue';
export const byCustomer = 'byCustomer';
/** What `byCustomer` holds of a row: all that a journey tells, and whom a conversation remembers. */
export const earlierAttributes = [
  'tenantId',
  'conversationId',
  'state',
  'messageType',
  'queueId',
  'divisionId',
  'startTime',
  'endTime',
  'agents',
  'parties',
] as const;
