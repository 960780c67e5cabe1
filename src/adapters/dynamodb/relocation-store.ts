import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { Clock } from '../../domain/shared/clock.ts';
import { type Relocation, type RelocationStore, rememberedMs } from '../../domain/shared/principal.ts';
import { clock, port } from '../port.ts';
import { recentCache } from '../recent-cache.ts';
import { relocationKey } from './keys.ts';
import { client, directoryItems, type Fields, items, nameOf } from './table.ts';

const StoredRelocation = z.discriminatedUnion('state', [
  z.object({ state: z.literal('moving'), since: z.number() } satisfies Fields<
    Extract<Relocation, { state: 'moving' }>
  >),
  z.object({ state: z.literal('moved'), since: z.number(), url: z.string() } satisfies Fields<
    Extract<Relocation, { state: 'moved' }>
  >),
]);

/** Tenants that an environment remembers. */
const rememberedTenants = 1_000;

/** Tenants that are not served here, in the directory table, remembered for a few seconds: most are, and cost no read. */
export const dynamoRelocationStore = (
  client: DynamoDBDocumentClient,
  table: string,
  { now }: Clock,
): RelocationStore => {
  const items = directoryItems(client, table);
  const recent = recentCache<{ readonly relocation: Relocation | undefined }>(
    rememberedTenants,
    rememberedMs,
    now,
  );
  return {
    async of(tenantId) {
      const known = recent.get(tenantId);
      if (known !== undefined) return known.relocation;
      const relocation = await items.get(relocationKey(tenantId), StoredRelocation);
      recent.set(tenantId, { relocation });
      return relocation;
    },
    async set(tenantId, relocation) {
      const key = relocationKey(tenantId);
      await (relocation === undefined ? items.remove(key) : items.put(key, relocation));
      recent.delete(tenantId);
    },
  };
};

const ofRelocations = items('directory', 'relocation');

/** The port of relocations. Only the operator's own credentials set one: no function may. */
export const relocations = port(
  'relocations',
  () => dynamoRelocationStore(client(), nameOf('directory'), clock),
  { of: [ofRelocations('GetItem')], set: [ofRelocations('PutItem', 'DeleteItem')] },
);
