import { DeleteCommand, type DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';

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
