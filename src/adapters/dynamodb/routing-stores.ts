import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Integration } from '../../contract/integration.ts';
import { Queue } from '../../contract/queue.ts';
import type { AddressBook, IntegrationStore, QueueStore } from '../../domain/directory/directory.ts';
import type { Clock } from '../../domain/shared/clock.ts';
import { clock, port } from '../port.ts';
import { recentCache } from '../recent-cache.ts';
import { counted, countedLists } from './counted.ts';
import { addressKey, integrationKey, queueKey } from './keys.ts';
import { client, directoryItems, items, nameOf, partition, refusedItem } from './table.ts';

/** Queues in the directory table. */
export const dynamoQueueStore = (client: DynamoDBDocumentClient, table: string): QueueStore => {
  const items = directoryItems(client, table);
  const lists = countedLists(client, table);
  return {
    put: (tenantId, queue) => lists.put(counted.queues(tenantId), queueKey(tenantId, queue.id), queue),
    get: (tenantId, id) => items.get(queueKey(tenantId, id), Queue),
    async *all(tenantId) {
      const { pk, sk: prefix } = queueKey(tenantId, '');
      const all = partition(client, { TableName: table, pk, prefix, ConsistentRead: false });
      for await (const item of all) yield Queue.parse(item);
    },
  };
};

/** Integrations in the directory table; `get` answers from memory for 30 s, so that a message costs no read. */
export const dynamoIntegrationStore = (
  client: DynamoDBDocumentClient,
  table: string,
  clock: Clock,
): IntegrationStore => {
  const items = directoryItems(client, table);
  const lists = countedLists(client, table);
  const cache = recentCache<Integration>(1_000, 30_000, () => clock.now());
  const cacheKey = (tenantId: string, id: string) => `${tenantId}#${id}`;
  return {
    async put(tenantId, integration) {
      const key = integrationKey(tenantId, integration.id);
      const there = await lists.put(counted.integrations(tenantId), key, integration);
      if (there) cache.set(cacheKey(tenantId, integration.id), integration);
      return there;
    },
    async get(tenantId, id) {
      const known = cache.get(cacheKey(tenantId, id));
      if (known !== undefined) return known;
      const found = await items.get(integrationKey(tenantId, id), Integration);
      if (found !== undefined) cache.set(cacheKey(tenantId, id), found);
      return found;
    },
    async *all(tenantId) {
      const { pk, sk: prefix } = integrationKey(tenantId, '');
      const all = partition(client, { TableName: table, pk, prefix, ConsistentRead: false });
      for await (const item of all) yield Integration.parse(item);
    },
    remove(tenantId, id) {
      cache.delete(cacheKey(tenantId, id));
      return lists.remove(counted.integrations(tenantId), integrationKey(tenantId, id));
    },
  };
};

const StoredAddress = z.object({ conversationId: z.string(), previous: z.exactOptional(z.string()) });

/**
 * Addresses in the directory table. What is remembered may be stale: the head refuses a message to an ended
 * conversation, and the caller then reads past the memory.
 */
export const dynamoAddressBook = (
  client: DynamoDBDocumentClient,
  TableName: string,
  clock: Clock,
): AddressBook => {
  const items = directoryItems(client, TableName);
  const cache = recentCache<string>(10_000, 15 * 60_000, () => clock.now());
  return {
    async find(address, fresh) {
      const key = addressKey(address.tenantId, address.integrationId, address.from);
      const known = fresh ? undefined : cache.get(key.pk);
      if (known !== undefined) return known;
      const found = await items.get(key, StoredAddress);
      if (found !== undefined) cache.set(key.pk, found.conversationId);
      return found?.conversationId;
    },
    async previous(address) {
      const key = addressKey(address.tenantId, address.integrationId, address.from);
      return (await items.get(key, StoredAddress))?.previous;
    },
    async point(address, expected, next) {
      const Key = addressKey(address.tenantId, address.integrationId, address.from);
      try {
        await client.send(
          new UpdateCommand({
            TableName,
            Key,
            UpdateExpression:
              expected === undefined
                ? 'SET conversationId = :next'
                : 'SET conversationId = :next, previous = :expected',
            ConditionExpression:
              expected === undefined ? 'attribute_not_exists(pk)' : 'conversationId = :expected',
            ExpressionAttributeValues: {
              ':next': next,
              ...(expected === undefined ? {} : { ':expected': expected }),
            },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        cache.set(Key.pk, next);
        return next;
      } catch (error) {
        const met = refusedItem(error);
        // Nothing is there any more: who forgot the address left it free for anyone.
        if (met === undefined) return this.point(address, undefined, next);
        const winner = String(met.conversationId);
        cache.set(Key.pk, winner);
        return winner;
      }
    },
  };
};

const ofQueues = items('directory', 'queues');

/** The port of queues, with the rights of each method. */
export const queues = port('queues', () => dynamoQueueStore(client(), nameOf('directory')), {
  put: [ofQueues('PutItem', 'GetItem', 'UpdateItem', 'Query')],
  get: [ofQueues('GetItem')],
  all: [ofQueues('Query')],
});

const ofIntegrations = items('directory', 'integrations');

/** The port of integrations, with the rights of each method. */
export const integrations = port(
  'integrations',
  () => dynamoIntegrationStore(client(), nameOf('directory'), clock),
  {
    put: [ofIntegrations('PutItem', 'GetItem', 'UpdateItem', 'Query')],
    get: [ofIntegrations('GetItem')],
    all: [ofIntegrations('Query')],
    remove: [ofIntegrations('DeleteItem', 'GetItem', 'UpdateItem', 'PutItem', 'Query')],
  },
);

const ofAddresses = items('directory', 'address');

/** The port of addresses, with the rights of each method. */
export const addresses = port('addresses', () => dynamoAddressBook(client(), nameOf('directory'), clock), {
  find: [ofAddresses('GetItem')],
  previous: [ofAddresses('GetItem')],
  point: [ofAddresses('UpdateItem')],
});
