import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoOversightStore } from '../../src/adapters/dynamodb/oversight-store.ts';
import { dynamoIntegrationStore } from '../../src/adapters/dynamodb/routing-stores.ts';
import { filePrefixes } from '../../src/adapters/media-store.ts';
import { secretsManager } from '../../src/adapters/secrets.ts';
import { kmsSigner } from '../../src/adapters/signer.ts';
import { anchored } from '../../src/domain/shared/oversight.ts';
import type { Backstage } from '../installation.ts';
import { itemAt } from '../walks/items-of.ts';
import type { Item, Outcome } from '../walks/walk-table.ts';
import { asMoved, goesAlong, hasArrived, keyIn, type MovedTable } from './moved-items.ts';

/** Puts one item where the tenant goes. */
export const copyItem =
  ({ dynamodb, output }: Backstage, table: MovedTable) =>
  async (item: Item): Promise<Outcome> => {
    if (!goesAlong(table, item, Date.now())) return 'current';
    await dynamodb.send(new PutCommand({ TableName: output(`${table}Table`), Item: asMoved(table, item) }));
    return 'changed';
  };

/** Looks for an item in the other cell; `stays` where what is there does not fit. */
const lookFor =
  (fits: (table: MovedTable, item: Item, other: Item | undefined) => boolean) =>
  ({ dynamodb, output }: Backstage, table: MovedTable) =>
  async (item: Item): Promise<Outcome> => {
    if (!goesAlong(table, item, Date.now())) return 'current';
    const other = await itemAt(dynamodb, output(`${table}Table`), keyIn(table, item));
    return fits(table, item, other) ? 'current' : 'stays';
  };

/** Looks whether an item is there as it was; `stays` where it is not. */
export const compareItem = lookFor(hasArrived);

/** Looks whether an item came from where the tenant was; `stays` where it did not. */
export const compareBack = lookFor((_table, _item, other) => other !== undefined);

/**
 * Takes an item away that is elsewhere now. The fence stays, and guests, who are known by it who is told where the tenant
 * is; they expire.
 */
export const clearItem =
  ({ dynamodb, output }: Backstage, table: MovedTable, keepsGuests: boolean) =>
  async (item: Item): Promise<Outcome> => {
    const kind = String(item.pk).split('#')[2];
    if (kind === 'RELOCATION' || (keepsGuests && kind === 'GUEST')) return 'current';
    await dynamodb.send(new DeleteCommand({ TableName: output(`${table}Table`), Key: keyIn(table, item) }));
    return 'changed';
  };

const secretsOf = ({ service, output }: Backstage) =>
  secretsManager(service('secretsmanager'), output('IntegrationSecrets'), { now: () => Date.now() });

/** The tenant's integrations. */
const integrationIds = async ({ dynamodb, output }: Backstage, tenantId: string) => {
  const ids: string[] = [];
  const clock = { now: () => Date.now() };
  for await (const { id } of dynamoIntegrationStore(dynamodb, output('DirectoryTable'), clock).all(tenantId))
    ids.push(id);
  return ids;
};

/** Copies what integrations share with their providers. Answers how many have such a secret. */
export const copySecrets = async (from: Backstage, to: Backstage, tenantId: string): Promise<number> => {
  let copied = 0;
  for (const integrationId of await integrationIds(from, tenantId)) {
    const key = { tenantId, integrationId };
    const secret = await secretsOf(from).get(key);
    if (secret === undefined) continue;
    await secretsOf(to).put(key, secret);
    copied += 1;
  }
  return copied;
};

/** Deletes the secrets of the tenant's integrations. */
export const clearSecrets = async (at: Backstage, tenantId: string): Promise<void> => {
  for (const integrationId of await integrationIds(at, tenantId))
    await secretsOf(at).remove({ tenantId, integrationId });
};

/** The tenant's files in a cell. */
const filesOf = async function* ({ s3: client, output }: Backstage, tenantId: string) {
  const Bucket = output('MediaBucket');
  for (const Prefix of filePrefixes(tenantId))
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, { Bucket, Prefix }))
      yield* Contents.map(({ Key, ETag }) => ({ place: { Bucket, Key }, ETag }));
};

/** Copies files that are not there already, by what they hold. Answers how many were copied, and how many there are. */
export const copyFiles = async (
  from: Backstage,
  to: Backstage,
  tenantId: string,
): Promise<{ readonly files: number; readonly copied: number }> => {
  const counts = { files: 0, copied: 0 };
  for await (const { place, ETag } of filesOf(from, tenantId)) {
    counts.files += 1;
    const target = { Bucket: to.output('MediaBucket'), Key: place.Key };
    const there = await to.s3.send(new HeadObjectCommand(target)).catch((error: unknown) => {
      if (error instanceof NotFound) return undefined;
      throw error;
    });
    if (there !== undefined && there.ETag === ETag) continue;
    const { Body, ContentType, ContentDisposition } = await from.s3.send(new GetObjectCommand(place));
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    await to.s3.send(new PutObjectCommand({ ...target, Body: bytes, ContentType, ContentDisposition }));
    counts.copied += 1;
  }
  return counts;
};

/** Deletes the tenant's files in a cell. Answers how many there were. */
export const clearFiles = async (at: Backstage, tenantId: string): Promise<number> => {
  let cleared = 0;
  for await (const { place } of filesOf(at, tenantId)) {
    await at.s3.send(new DeleteObjectCommand(place));
    cleared += 1;
  }
  return cleared;
};

/** Signs the anchors of the tenant's oversight log by the key of the installation where it is now. */
export const signAnchors = async (at: Backstage, tenantId: string): Promise<number> => {
  const { dynamodb, service, output } = at;
  const store = dynamoOversightStore(dynamodb, output('RecordsTable'));
  const sign = kmsSigner(service('kms'), output('OversightKeyArn'));
  const anchors = await store.anchors(tenantId);
  for (const { day, seq, hash } of anchors) {
    const signedAt = new Date().toISOString();
    const anchor = { day, seq, hash, signedAt };
    await store.anchor(tenantId, { ...anchor, signature: await sign(anchored(tenantId, anchor)) });
  }
  return anchors.length;
};
