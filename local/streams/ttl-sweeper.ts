import { callEngine, EngineFault } from '../engine/call-engine.ts';
import type { CreatedTable } from '../engine/create-tables.ts';
import type { Attributes, StreamRecord } from './stream-record.ts';

const fiveYearsS = 5 * 365 * 24 * 60 * 60;
const remembered = 10_000;

/** Deletes expired items, which the engine does not do itself. */
export interface TtlSweeper {
  /** One pass over the tables; answers how many items were deleted. */
  sweep(): Promise<number>;
  /** Marks the record of such a delete as DynamoDB marks it. */
  mark(tableName: string, record: StreamRecord): StreamRecord;
}

/**
 * @param tables those with a TTL attribute are swept
 * @param now milliseconds since the epoch
 */
export const createTtlSweeper = (
  endpoint: string,
  tables: readonly CreatedTable[],
  now: () => number = Date.now,
): TtlSweeper => {
  /** Deletes of ours that the stream has to show yet (or shows to a further reader), with the expiry. */
  const swept = new Map<string, string>();
  const keyOf = (tableName: string, keys: Attributes) =>
    `${tableName}|${JSON.stringify(Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
  const call = <T>(action: string, input: unknown) =>
    callEngine<T>(endpoint, `DynamoDB_20120810.${action}`, input);

  const sweepTable = async (tableName: string, attribute: string): Promise<number> => {
    const { Table } = await call<{ Table: { KeySchema: { AttributeName: string }[] } }>('DescribeTable', {
      TableName: tableName,
    });
    const keyNames = Table.KeySchema.map(({ AttributeName }) => AttributeName);
    const seconds = Math.floor(now() / 1000);
    let from: Attributes | undefined;
    let deleted = 0;
    do {
      const page = await call<{ Items?: Attributes[]; LastEvaluatedKey?: Attributes }>('Scan', {
        TableName: tableName,
        // DynamoDB, too, leaves alone what expired more than five years ago.
        FilterExpression: '#ttl < :now AND #ttl > :old',
        ProjectionExpression: ['#ttl', ...keyNames.map((_, index) => `#k${index}`)].join(', '),
        ExpressionAttributeNames: {
          '#ttl': attribute,
          ...Object.fromEntries(keyNames.map((name, index) => [`#k${index}`, name])),
        },
        ExpressionAttributeValues: {
          ':now': { N: `${seconds}` },
          ':old': { N: `${seconds - fiveYearsS}` },
        },
        ...(from ? { ExclusiveStartKey: from } : {}),
      });
      for (const item of page.Items ?? []) {
        const keys = Object.fromEntries(keyNames.map((name) => [name, item[name]])) as Attributes;
        if (await remove(tableName, keys, attribute, String(item[attribute]?.N))) deleted += 1;
      }
      from = page.LastEvaluatedKey;
    } while (from);
    return deleted;
  };

  const remove = async (
    tableName: string,
    Key: Attributes,
    attribute: string,
    expiry: string,
  ): Promise<boolean> => {
    const key = keyOf(tableName, Key);
    // Noted first: the stream may show the delete before its answer arrives.
    swept.delete(key);
    swept.set(key, expiry);
    if (swept.size > remembered) swept.delete(swept.keys().next().value as string);
    try {
      await call('DeleteItem', {
        TableName: tableName,
        Key,
        ConditionExpression: '#ttl = :expiry',
        ExpressionAttributeNames: { '#ttl': attribute },
        ExpressionAttributeValues: { ':expiry': { N: expiry } },
      });
      return true;
    } catch (error) {
      swept.delete(key);
      if (error instanceof EngineFault && error.name === 'ConditionalCheckFailedException') return false;
      throw error;
    }
  };

  return {
    async sweep() {
      let deleted = 0;
      for (const { tableName, ttlAttribute } of tables) {
        if (ttlAttribute) deleted += await sweepTable(tableName, ttlAttribute);
      }
      return deleted;
    },
    mark(tableName, record) {
      if (record.eventName !== 'REMOVE' || record.userIdentity) return record;
      const expiry = swept.get(keyOf(tableName, record.dynamodb.Keys));
      const attribute = tables.find((table) => table.tableName === tableName)?.ttlAttribute ?? '';
      const image = record.dynamodb.OldImage;
      if (expiry === undefined || (image && image[attribute]?.N !== expiry)) return record;
      return { ...record, userIdentity: { principalId: 'dynamodb.amazonaws.com', type: 'Service' } };
    },
  };
};
