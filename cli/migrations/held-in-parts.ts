import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { heldPk, parseConversationPk } from '../../src/adapters/dynamodb/keys.ts';
import type { Migration } from './migration.ts';

/** The one partition in which all sessions stood that hold a lease, before it was spread. */
const formerPk = 'HELD';

/**
 * Sessions that hold a lease moved from one partition to eight (ADR 0035). The sweep reads the eight alone: a session that
 * was begun before the move, and whose holder is gone, would never end. One that has ended meanwhile is moved all the
 * same: the sweep asks the head, and drops it.
 */
export const heldInParts: Migration = {
  id: '0001-held-in-parts',
  about: 'sessions that hold a lease, from one partition to eight',
  items: ({ tableOf }) => ({
    TableName: tableOf('Records'),
    filter: { FilterExpression: 'pk = :former', ExpressionAttributeValues: { ':former': formerPk } },
  }),
  change: async ({ dynamodb, tableOf }, item) => {
    const TableName = tableOf('Records');
    const sk = String(item.sk);
    const Item = { ...item, pk: heldPk(parseConversationPk(sk)) };
    await dynamodb.send(
      new TransactWriteCommand({
        TransactItems: [{ Put: { TableName, Item } }, { Delete: { TableName, Key: { pk: formerPk, sk } } }],
      }),
    );
    return 'changed';
  },
};
