import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Occupancy, occupancyMs } from '../../contract/budgets.ts';
import type { Clock } from '../../domain/shared/clock.ts';
import type { OccupancyStore } from '../../domain/shared/failure.ts';
import { clock, port } from '../port.ts';
import { recentCache } from '../recent-cache.ts';
import { countsPk, wholeTenant } from './keys.ts';
import { client, folded, items, nameOf, partition } from './table.ts';

/** Tenants of whom a function remembers what they have. */
const rememberedTenants = 1_000;

/** What each tenant has in progress, remembered for a few seconds: to begin something costs no read each time. */
export const dynamoOccupancyStore = (
  client: DynamoDBDocumentClient,
  TableName: string,
  { now }: Clock,
): OccupancyStore => {
  const recent = recentCache<Occupancy>(rememberedTenants, occupancyMs, now);
  return {
    async of(tenantId) {
      const known = recent.get(tenantId);
      if (known !== undefined) return known;
      const has = await folded(
        partition(client, { TableName, pk: countsPk(tenantId, wholeTenant) }),
        { conversations: 0, monitors: 0 },
        (sum, part) => ({
          conversations: sum.conversations + Number(part.conversations),
          monitors: sum.monitors + Number(part.monitors),
        }),
      );
      recent.set(tenantId, has);
      return has;
    },
  };
};

/** The port of what tenants have in progress. */
export const occupancy = port('occupancy', () => dynamoOccupancyStore(client(), nameOf('records'), clock), {
  of: [items('records', 'counts')('Query')],
});
