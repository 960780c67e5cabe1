import { type DynamoDBDocumentClient, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Audit } from '../../contract/retention.ts';
import type { AuditStore, Origin } from '../../domain/shared/audit.ts';
import type { RevocationStore } from '../../domain/shared/principal.ts';
import type { SettingsStore } from '../../domain/views/retain.ts';
import { port } from '../port.ts';
import { auditPk, revocationKey, settingsKey } from './keys.ts';
import {
  client,
  directoryItems,
  type Fields,
  items,
  listed,
  nameOf,
  partition,
  queryAll,
  unlessRefused,
} from './table.ts';

const StoredSettings = z.object({ days: z.number() });

/** A tenant's settings in the directory table. */
export const dynamoSettingsStore = (client: DynamoDBDocumentClient, table: string): SettingsStore => {
  const items = directoryItems(client, table);
  return {
    retentionDays: async (tenantId) => (await items.get(settingsKey(tenantId), StoredSettings))?.days,
    setRetentionDays: (tenantId, days) => items.put(settingsKey(tenantId), { days }),
  };
};

const StoredRevocation = z.object({ at: z.number() });

/** Revocations in the directory table, beside the user's presence. */
export const dynamoRevocationStore = (client: DynamoDBDocumentClient, table: string): RevocationStore => {
  const items = directoryItems(client, table);
  return {
    revokedAt: async (tenantId, userId) =>
      (await items.get(revocationKey(tenantId, userId), StoredRevocation))?.at ?? 0,
    async revoke(tenantId, userId, at, reason) {
      const update = new UpdateCommand({
        TableName: table,
        Key: revocationKey(tenantId, userId),
        UpdateExpression: 'SET #at = :at, #reason = :reason',
        ConditionExpression: 'attribute_not_exists(#at) OR #at < :at',
        ExpressionAttributeNames: { '#at': 'at', '#reason': 'reason' },
        ExpressionAttributeValues: { ':at': at, ':reason': reason },
      });
      await unlessRefused(client.send(update));
    },
  };
};

/** What is witnessed sorts before every time, and what opens an entry's origin before that. */
const witnessed = '#';
const opening = '!';

const StoredOrigin = z.object({ address: z.string(), salt: z.string() } satisfies Fields<Origin>);

/** Audits in the directory table, by time. */
export const dynamoAuditStore = (client: DynamoDBDocumentClient, TableName: string): AuditStore => ({
  async add(tenantId, audit, id, origin) {
    const Item = { pk: auditPk(tenantId), sk: `${audit.time}#${id}`, ...audit };
    const entry = new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    if (origin === undefined) return void (await client.send(entry));
    const { address, salt, until } = origin;
    const sk = `${opening}${audit.time}#${id}`;
    const kept = { pk: auditPk(tenantId), sk, address, salt, ttl: Math.ceil(until / 1000) };
    await Promise.all([client.send(new PutCommand({ TableName, Item: kept })), client.send(entry)]);
  },
  async witness(tenantId, audit, id) {
    const Item = { pk: auditPk(tenantId), sk: `${witnessed}${audit.time}#${id}`, ...audit };
    const put = new PutCommand({ TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' });
    await unlessRefused(client.send(put));
  },
  async newest(tenantId, limit, isShown = async () => true) {
    const query = {
      TableName,
      KeyConditionExpression: 'pk = :pk AND sk > :witnessed',
      ExpressionAttributeValues: { ':pk': auditPk(tenantId), ':witnessed': `${witnessed}~` },
      ScanIndexForward: false,
    };
    const found: Audit[] = [];
    let looked = 0;
    for await (const item of queryAll(client, query, limit)) {
      const entry = Audit.parse(item);
      if (await isShown(entry)) found.push(entry);
      looked += 1;
      if (found.length === limit || looked === 10 * limit) break;
    }
    return found;
  },
  origins(tenantId) {
    const kept = partition(client, { TableName, pk: auditPk(tenantId), prefix: opening });
    return listed(kept, (item) => StoredOrigin.parse(item));
  },
});

const ofSettings = items('directory', 'settings');

/** The port of settings, with the rights of each method. */
export const settings = port('settings', () => dynamoSettingsStore(client(), nameOf('directory')), {
  retentionDays: [ofSettings('GetItem')],
  setRetentionDays: [ofSettings('PutItem')],
});

const ofRevocations = items('directory', 'revocation');

/** The port of revocations, with the rights of each method. */
export const revocations = port('revocations', () => dynamoRevocationStore(client(), nameOf('directory')), {
  revokedAt: [ofRevocations('GetItem')],
  revoke: [ofRevocations('UpdateItem')],
});

const ofAudits = items('directory', 'audits');

/** The port of audits: no method changes or deletes one, and no role may. */
export const audits = port('audits', () => dynamoAuditStore(client(), nameOf('directory')), {
  add: [ofAudits('PutItem')],
  witness: [ofAudits('PutItem')],
  newest: [ofAudits('Query')],
  origins: [ofAudits('Query')],
});
