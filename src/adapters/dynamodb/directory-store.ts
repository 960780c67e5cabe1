import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { refusedItem } from './table.ts';

/** A key of the directory table. */
export interface DirectoryKey {
  readonly pk: string;
  readonly sk: string;
}

/** Plain items of the directory table, read consistently. */
export const directoryItems = (client: DynamoDBDocumentClient, TableName: string) => ({
  async put(key: DirectoryKey, content: object): Promise<void> {
    await client.send(new PutCommand({ TableName, Item: { ...content, ...key } }));
  },
  /** Puts an item whose version is one above the stored one, or 1 where none is; answers whether it did. */
  async putNext(key: DirectoryKey, content: { readonly version: number }): Promise<boolean> {
    const first = content.version === 1;
    const put = new PutCommand({
      TableName,
      Item: { ...content, ...key },
      ConditionExpression: first ? 'attribute_not_exists(pk)' : 'version = :before',
      ...(first ? {} : { ExpressionAttributeValues: { ':before': content.version - 1 } }),
    });
    try {
      await client.send(put);
      return true;
    } catch (error) {
      refusedItem(error);
      return false;
    }
  },
  async get<T>(key: DirectoryKey): Promise<T | undefined> {
    const { Item } = await client.send(new GetCommand({ TableName, Key: key, ConsistentRead: true }));
    if (Item === undefined) return undefined;
    const { pk: _pk, sk: _sk, ...content } = Item;
    return content as T;
  },
  async remove(key: DirectoryKey): Promise<boolean> {
    const { Attributes } = await client.send(
      new DeleteCommand({ TableName, Key: key, ReturnValues: 'ALL_OLD' }),
    );
    return Attributes !== undefined;
  },
});
