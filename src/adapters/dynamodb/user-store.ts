import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { User } from '../../contract/user.ts';
import type { UserStore } from '../../domain/directory/user-store.ts';
import { port } from '../port.ts';
import { directoryItems } from './directory-store.ts';
import { userKey } from './keys.ts';
import { client, items, nameOf, queryAll } from './table.ts';

/** Users in the directory table, a tenant's in one partition. */
export const dynamoUserStore = (client: DynamoDBDocumentClient, TableName: string): UserStore => {
  const items = directoryItems(client, TableName);
  return {
    get: (tenantId, userId) => items.get<User>(userKey(tenantId, userId)),
    async *all(tenantId) {
      const query = {
        TableName,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': userKey(tenantId, '').pk },
      };
      for await (const item of queryAll(client, query)) yield User.parse(item);
    },
    put: (tenantId, user) => items.putNext(userKey(tenantId, user.id), user),
  };
};

const rights = items('directory', 'users');

/** The port of users, with the rights of each method. */
export const users = port('users', () => dynamoUserStore(client(), nameOf('directory')), {
  get: [rights('GetItem')],
  all: [rights('Query')],
  put: [rights('PutItem')],
});
