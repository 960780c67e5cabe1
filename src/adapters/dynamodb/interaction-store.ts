import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { byCustomer, byQueue, byState } from '../../contract/env.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import {
  countedAs,
  type Interaction,
  type InteractionRange,
  type InteractionStore,
} from '../../domain/views/interaction.ts';
import { port } from '../port.ts';
import { earlierFrom, positionOf, positionsWithin, rowFrom, rowItem, rowKey } from './interaction-item.ts';
import { countsKey, countsPk, customerPk, interactionListKey, queuedPks, statePks } from './keys.ts';
import {
  client,
  items,
  listed,
  merged,
  nameOf,
  partition,
  queryAll,
  transact,
  unlessRefused,
} from './table.ts';

/** What a row counts for, by queue, as it changes from one row to another; empty where it counts as before. */
const countChanges = (before: Interaction | undefined, after: Interaction | undefined) => {
  const byQueue = new Map<string, { waiting: number; interacting: number }>();
  for (const [row, by] of [
    [before, -1],
    [after, 1],
  ] as const) {
    const counted = countedAs(row);
    if (counted === undefined) continue;
    const change = byQueue.get(counted.queueId) ?? { waiting: 0, interacting: 0 };
    byQueue.set(counted.queueId, { ...change, [counted.as]: change[counted.as] + by });
  }
  return [...byQueue].filter(([, { waiting, interacting }]) => waiting !== 0 || interacting !== 0);
};

/** The views' rows and their counts in the records table, found by tenant, state and queue through its indexes. */
export const dynamoInteractionStore = (
  client: DynamoDBDocumentClient,
  TableName: string,
): InteractionStore => {
  /** The row must still be the one that was read, so that what it counted for is known. */
  const unchanged = (before: Interaction | undefined) =>
    before === undefined
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: '#rev = :rev',
          ExpressionAttributeNames: { '#rev': 'rev' },
          ExpressionAttributeValues: { ':rev': before.rev },
        };

  const replaceAlone = async (
    key: ConversationKey,
    before: Interaction | undefined,
    after: Interaction | undefined,
  ): Promise<boolean> => {
    const condition = { TableName, ...unchanged(before) };
    const write =
      after === undefined
        ? client.send(new DeleteCommand({ Key: rowKey(key), ...condition }))
        : client.send(new PutCommand({ Item: rowItem(after), ...condition }));
    return (await unlessRefused<object>(write)) !== undefined;
  };

  /** The index that answers a range, its partition key's name, and the partitions to read. */
  const partitions = ({ tenantId, listings, queueIds }: InteractionRange) => {
    if (queueIds === undefined)
      return { IndexName: byState, name: 'gpk', pks: listings.flatMap((one) => statePks(tenantId, one)) };
    const pks = listings.flatMap((one) => queueIds.flatMap((id) => queuedPks(tenantId, id, one)));
    return { IndexName: byQueue, name: 'qpk', pks };
  };

  return {
    async get(of) {
      const query = { TableName, Key: rowKey(of), ConsistentRead: true };
      const { Item } = await client.send(new GetCommand(query));
      return Item === undefined ? undefined : rowFrom(Item);
    },

    async replace(key, before, after) {
      const changes = countChanges(before, after);
      if (changes.length === 0) return replaceAlone(key, before, after);
      const condition = { TableName, ...unchanged(before) };
      const row =
        after === undefined
          ? { Delete: { Key: rowKey(key), ...condition } }
          : { Put: { Item: rowItem(after), ...condition } };
      const counts = changes.map(([queueId, { waiting, interacting }]) => ({
        Update: {
          TableName,
          Key: countsKey(key.tenantId, queueId, key.conversationId),
          UpdateExpression: 'ADD waiting :waiting, interacting :interacting',
          ExpressionAttributeValues: { ':waiting': waiting, ':interacting': interacting },
        },
      }));
      return transact(client, [row, ...counts]);
    },

    async *range(range) {
      const { from, to, order, after, expected } = range;
      const ascending = order === 'asc';
      const [first, last] = positionsWithin(from, to);
      const behind = after === undefined ? undefined : positionOf(after);
      const lowest = ascending && behind !== undefined && behind > first ? behind : first;
      const highest = !ascending && behind !== undefined && behind < last ? behind : last;
      if (lowest > highest) return;
      const { IndexName, name, pks } = partitions(range);
      const pageSize = Math.max(4, Math.ceil((2 * expected) / pks.length));
      const rows = pks.map((pk) =>
        queryAll(
          client,
          {
            TableName,
            IndexName,
            KeyConditionExpression: `${name} = :pk AND gsk BETWEEN :from AND :to`,
            ExpressionAttributeValues: {
              ':pk': pk,
              ':from': lowest,
              ':to': highest,
            },
            ScanIndexForward: ascending,
          },
          pageSize,
        ),
      );
      const isBefore = (one: Record<string, unknown>, other: Record<string, unknown>) =>
        ascending ? String(one.gsk) < String(other.gsk) : String(one.gsk) > String(other.gsk);
      // Bounds are inclusive: the one that it begins behind is met again. So is a row that changes its listing meanwhile.
      let passed: unknown = behind;
      for await (const item of merged(rows, isBefore)) {
        if (item.gsk !== passed) yield rowFrom(item);
        passed = item.gsk;
      }
    },

    async *ofCustomer(tenantId, customer, before, expected) {
      const rows = queryAll(
        client,
        {
          TableName,
          IndexName: byCustomer,
          KeyConditionExpression: 'cpk = :pk AND gsk < :before',
          ExpressionAttributeValues: { ':pk': customerPk(tenantId, customer), ':before': positionOf(before) },
          ScanIndexForward: false,
        },
        expected,
      );
      for await (const item of rows) yield earlierFrom(item);
    },

    async counts(tenantId, queueId) {
      const sum = { waiting: 0, interacting: 0 };
      const shards = partition(client, { TableName, pk: countsPk(tenantId, queueId) });
      for await (const { waiting, interacting } of shards) {
        sum.waiting += Number(waiting);
        sum.interacting += Number(interacting);
      }
      return sum;
    },

    async isListed(of, userId) {
      const Key = interactionListKey(of.tenantId, userId, of.conversationId);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item !== undefined;
    },

    async list(of, userId) {
      const Item = interactionListKey(of.tenantId, userId, of.conversationId);
      await client.send(new PutCommand({ TableName, Item }));
    },

    async unlist(of, userId) {
      const Key = interactionListKey(of.tenantId, userId, of.conversationId);
      await client.send(new DeleteCommand({ TableName, Key }));
    },

    panelOf(tenantId, userId) {
      const { pk } = interactionListKey(tenantId, userId, '');
      const keyOf = ({ sk }: Record<string, unknown>) => ({ tenantId, conversationId: String(sk) });
      return listed(partition(client, { TableName, pk }), keyOf);
    },
  };
};

const ofConversations = items('records', 'conversation');
const ofCounts = items('records', 'counts');
const ofLists = items('records', 'interactionList');

/** The port of the views' items, with the rights of each method. */
export const interactions = port('interactions', () => dynamoInteractionStore(client(), nameOf('records')), {
  get: [ofConversations('GetItem')],
  replace: [ofConversations('PutItem', 'DeleteItem'), ofCounts('UpdateItem')],
  range: [
    { ...items('records', 'state')('Query'), part: `/index/${byState}` },
    { ...items('records', 'queued')('Query'), part: `/index/${byQueue}` },
  ],
  ofCustomer: [{ ...items('records', 'customer')('Query'), part: `/index/${byCustomer}` }],
  counts: [ofCounts('Query')],
  isListed: [ofLists('GetItem')],
  list: [ofLists('PutItem')],
  unlist: [ofLists('DeleteItem')],
  panelOf: [ofLists('Query')],
});
