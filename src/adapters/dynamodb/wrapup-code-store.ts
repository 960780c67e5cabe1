import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { WrapupCode } from '../../contract/wrapup-code.ts';
import type { WrapupCodeStore } from '../../domain/directory/directory.ts';
import { port } from '../port.ts';
import { queueCodeKey, wrapupCodeKey } from './keys.ts';
import { client, directoryItems, items, listed, nameOf, partition } from './table.ts';

/** Wrap-up codes in the directory table: a tenant's in one partition, a queue's choice of them in another. */
export const dynamoWrapupCodeStore = (client: DynamoDBDocumentClient, TableName: string): WrapupCodeStore => {
  const items = directoryItems(client, TableName);
  return {
    put: (tenantId, code) => items.put(wrapupCodeKey(tenantId, code.id), code),
    get: (tenantId, codeId) => items.get(wrapupCodeKey(tenantId, codeId), WrapupCode),
    async *all(tenantId) {
      const { pk } = wrapupCodeKey(tenantId, '');
      for await (const item of partition(client, { TableName, pk })) yield WrapupCode.parse(item);
    },
    remove: (tenantId, codeId) => items.remove(wrapupCodeKey(tenantId, codeId)),
    ofQueue(tenantId, queueId) {
      const { pk } = queueCodeKey(tenantId, queueId, '');
      return listed(partition(client, { TableName, pk }), ({ codeId }) => String(codeId));
    },
    assign: (tenantId, queueId, codeId) => items.put(queueCodeKey(tenantId, queueId, codeId), { codeId }),
    unassign: (tenantId, queueId, codeId) => items.remove(queueCodeKey(tenantId, queueId, codeId)),
  };
};

const ofCodes = items('directory', 'wrapupCodes');
const ofQueues = items('directory', 'queueCodes');

/** The port of wrap-up codes, with the rights of each method. */
export const wrapupCodes = port('wrapupCodes', () => dynamoWrapupCodeStore(client(), nameOf('directory')), {
  put: [ofCodes('PutItem')],
  get: [ofCodes('GetItem')],
  all: [ofCodes('Query')],
  remove: [ofCodes('DeleteItem')],
  ofQueue: [ofQueues('Query')],
  assign: [ofQueues('PutItem')],
  unassign: [ofQueues('DeleteItem')],
});
