import { type DynamoDBDocumentClient, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { Audit } from '../../contract/retention.ts';
import type { AuditStore } from '../../domain/shared/audit.ts';
import type { RevocationStore } from '../../domain/shared/principal.ts';
import type { SettingsStore } from '../../domain/views/retain.ts';
import { directoryItems } from './directory-store.ts';
import { auditPk, revocationKey, settingsKey } from './keys.ts';

/** A tenant's settings in the directory table. */
export const dynamoSettingsStore = (client: DynamoDBDocumentClient, table: string): SettingsStore => {
  const items = directoryItems(client, table);
  return {
    retentionDays: async (tenantId) => (await items.get<{ days: number }>(settingsKey(tenantId)))?.days,
    setRetentionDays: (tenantId, days) => items.put(settingsKey(tenantId), { days }),
  };
};

/** Revocations in the directory table, beside the user's presence. */
export const dynamoRevocationStore = (client: DynamoDBDocumentClient, table: string): RevocationStore => {
  const items = directoryItems(client, table);
  return {
    revokedAt: async (tenantId, userId) =>
      (await items.get<{ at: number }>(revocationKey(tenantId, userId)))?.at ?? 0,
    revoke: (tenantId, userId, at, reason) => items.put(revocationKey(tenantId, userId), { at, reason }),
  };
};

/** Audits in the directory table, by time. */
export const dynamoAuditStore = (client: DynamoDBDocumentClient, TableName: string): AuditStore => ({
  async add(tenantId, audit, id) {
    const Item = { pk: auditPk(tenantId), sk: `${audit.time}#${id}`, ...audit };
    await client.send(new PutCommand({ TableName, Item }));
  },
  async newest(tenantId, limit) {
    const { Items } = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': auditPk(tenantId) },
        ScanIndexForward: false,
        Limit: limit,
      }),
    );
    return (Items ?? []).map((item) => Audit.parse(item));
  },
});
