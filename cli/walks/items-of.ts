import { type DynamoDBDocumentClient, GetCommand, paginateScan } from '@aws-sdk/lib-dynamodb';
import type { Item, Walk } from './walk-table.ts';

/** Every item of a table, or those that a filter leaves, read consistently, page by page. */
export async function* itemsOf(
  client: DynamoDBDocumentClient,
  TableName: string,
  filter?: Walk['filter'],
): AsyncGenerator<Item, void> {
  const query = { TableName, ConsistentRead: true, ...filter };
  for await (const { Items = [] } of paginateScan({ client }, query)) yield* Items;
}

/** One item of a table, read consistently; undefined where there is none. */
export const itemAt = async (
  client: DynamoDBDocumentClient,
  TableName: string,
  Key: Item,
): Promise<Item | undefined> =>
  (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
