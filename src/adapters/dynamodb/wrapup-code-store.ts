import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WrapupCode } from '../../contract/wrapup-code.ts';
import type { WrapupCodeStore } from '../../domain/directory/directory.ts';
import { port } from '../port.ts';
import { counted, countedLists } from './counted.ts';
import { queueCodeKey, queueKey, wrapupCodeKey } from './keys.ts';
import { client, directoryItems, items, listed, nameOf, partition } from './table.ts';

/** Wrap-up codes in the directory table: a tenant's in one partition, a queue's choice of them in another. */
export const dynamoWrapupCodeStore = (client: DynamoDBDocumentClient, TableName: string): WrapupCodeStore => {
  const items = directoryItems(client, TableName);
  const lists = countedLists(client, TableName);
  return {
    put: (tenantId, code) => lists.put(counted.codes(tenantId), wrapupCodeKey(tenantId, code.id), code),
    change: (tenantId, code) => items.replace(wrapupCodeKey(tenantId, code.id), code),
    get: (tenantId, codeId) => items.get(wrapupCodeKey(tenantId, codeId), WrapupCode),
    async *all(tenantId) {
      const { pk, sk: prefix } = wrapupCodeKey(tenantId, '');
      for await (const item of partition(client, { TableName, pk, prefix })) yield WrapupCode.parse(item);
    },
    remove: (tenantId, codeId) => lists.remove(counted.codes(tenantId), wrapupCodeKey(tenantId, codeId)),
    ofQueue(tenantId, queueId) {
      const { pk, sk: prefix } = queueCodeKey(tenantId, queueId, '');
      return listed(partition(client, { TableName, pk, prefix }), ({ codeId }) => String(codeId));
    },
    async assign(tenantId, queueId, codeId) {
      const Item = { codeId, ...queueCodeKey(tenantId, queueId, codeId) };
      const added = await lists.change([counted.codesOf(tenantId, queueId)], 1, [
        { Put: { TableName, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
        {
          ConditionCheck: {
            TableName,
            Key: queueKey(tenantId, queueId),
            ConditionExpression: 'attribute_exists(pk)',
          },
        },
      ]);
      if (added === 'done' || added === 'full') return added;
      return added.includes(1) ? 'gone' : 'done';
    },
    unassign: (tenantId, queueId, codeId) =>
      lists.remove(counted.codesOf(tenantId, queueId), queueCodeKey(tenantId, queueId, codeId)),
  };
};

const ofCodes = items('directory', 'wrapupCodes');
const ofChoices = items('directory', 'queueCodes');
const ofQueues = items('directory', 'queues');

/** The port of wrap-up codes, with the rights of each method. */
export const wrapupCodes = port('wrapupCodes', () => dynamoWrapupCodeStore(client(), nameOf('directory')), {
  put: [ofCodes('PutItem', 'GetItem', 'UpdateItem', 'Query')],
  change: [ofCodes('PutItem')],
  get: [ofCodes('GetItem')],
  all: [ofCodes('Query')],
  remove: [ofCodes('DeleteItem', 'GetItem', 'UpdateItem', 'PutItem', 'Query')],
  ofQueue: [ofChoices('Query')],
  assign: [ofChoices('PutItem', 'GetItem', 'UpdateItem', 'Query'), ofQueues('ConditionCheckItem')],
  unassign: [ofChoices('DeleteItem', 'GetItem', 'UpdateItem', 'PutItem', 'Query')],
});
