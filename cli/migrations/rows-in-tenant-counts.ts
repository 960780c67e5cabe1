import { rowFrom, rowSk } from '../../src/adapters/dynamodb/interaction-item.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import type { Migration } from './migration.ts';

/**
 * Rows came into the counts of their tenant (ADR 0045). Live code counts a row from its next change on; one that does not
 * change before its end would never be counted. A row says itself whether it is in the counts, and it and they change in
 * one transaction: however live traffic and the migration meet, each is counted once.
 */
export const rowsInTenantCounts: Migration = {
  id: '0002-rows-in-tenant-counts',
  about: 'interactions in progress, into the counts by which budgets are held',
  items: ({ tableOf }) => ({
    TableName: tableOf('Records'),
    filter: {
      FilterExpression: 'sk = :row AND #state = :inProgress AND attribute_not_exists(occupies)',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: { ':row': rowSk, ':inProgress': 'inProgress' },
    },
  }),
  change: async ({ dynamodb, tableOf }, item) => {
    const interactions = dynamoInteractionStore(dynamodb, tableOf('Records'));
    let row = rowFrom({ ...item });
    for (;;) {
      if (await interactions.replace(row, row, { ...row, occupies: true })) return 'changed';
      const now = await interactions.get(row);
      if (now === undefined || now.occupies || now.state === 'ended') return 'current';
      row = now;
    }
  },
};
