import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { byCustomer, byQueue, byState } from '../../contract/env.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import {
  countedAs,
  type Interaction,
  type InteractionRange,
  type InteractionStore,
  occupiedBy,
} from '../../domain/views/interaction.ts';
import { port } from '../port.ts';
import { earlierFrom, positionOf, positionsWithin, rowFrom, rowItem, rowKey } from './interaction-item.ts';
import {
  countsKey,
  countsPk,
  customerPk,
  interactionListKey,
  queuedPks,
  statePks,
  wholeTenant,
} from './keys.ts';
import {
  client,
  folded,
  items,
  listed,
  merged,
  nameOf,
  partition,
  queryAll,
  transact,
  unlessRefused,
} from './table.ts';

type Counts = Readonly<Record<string, number>>;

/** The part of the counts that takes corrections: their sum counts. */
const firstPart = '0';

/** What a row counts for, by queue and for its tenant, as it changes to another; without those that stay as they were. */
const countChanges = (
  before: Interaction | undefined,
  after: Interaction | undefined,
): readonly { readonly queueId: string; readonly by: Counts }[] => {
  const changes = new Map<string, Counts>();
  const add = (queueId: string, counts: Counts, sign: 1 | -1): void => {
    const change = { ...changes.get(queueId) };
    for (const [name, by] of Object.entries(counts)) change[name] = (change[name] ?? 0) + sign * by;
    changes.set(queueId, change);
  };
  for (const [row, sign] of [
    [before, -1],
    [after, 1],
  ] as const) {
    add(wholeTenant, { ...occupiedBy(row) }, sign);
    const counted = countedAs(row);
    if (counted !== undefined) add(counted.queueId, { waiting: 0, interacting: 0, [counted.as]: 1 }, sign);
  }
  return [...changes]
    .filter(([, by]) => Object.values(by).some((change) => change !== 0))
    .map(([queueId, by]) => ({ queueId, by }));
};

/** Adds to the numbers of an item, which begin at 0. */
const adding = (by: Counts) => ({
  UpdateExpression: `ADD ${Object.keys(by)
    .map((name) => `#${name} :${name}`)
    .join(', ')}`,
  ExpressionAttributeNames: Object.fromEntries(Object.keys(by).map((name) => [`#${name}`, name])),
  ExpressionAttributeValues: Object.fromEntries(Object.entries(by).map(([name, more]) => [`:${name}`, more])),
});

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
      const counts = changes.map(({ queueId, by }) => ({
        Update: {
          TableName,
          Key: countsKey(key.tenantId, queueId, key.conversationId),
          ...adding(by),
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

    counts: (tenantId, queueId) =>
      folded(
        partition(client, { TableName, pk: countsPk(tenantId, queueId) }),
        { waiting: 0, interacting: 0 },
        (sum, part) => ({
          waiting: sum.waiting + Number(part.waiting),
          interacting: sum.interacting + Number(part.interacting),
        }),
      ),

    occupancy: (tenantId) =>
      folded(
        partition(client, { TableName, pk: countsPk(tenantId, wholeTenant) }),
        { conversations: 0, monitors: 0 },
        (sum, part) => ({
          conversations: sum.conversations + Number(part.conversations),
          monitors: sum.monitors + Number(part.monitors),
        }),
      ),

    async isListed(of, userId) {
      const Key = interactionListKey(of.tenantId, userId, of.conversationId);
      const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
      return Item !== undefined;
    },

    async correct(tenantId, queueId = wholeTenant, by) {
      const Key = { pk: countsPk(tenantId, queueId), sk: firstPart };
      await client.send(new UpdateCommand({ TableName, Key, ...adding({ ...by }) }));
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
  occupancy: [ofCounts('Query')],
  correct: [ofCounts('UpdateItem')],
  list: [ofLists('PutItem')],
  unlist: [ofLists('DeleteItem')],
  panelOf: [ofLists('Query')],
});
