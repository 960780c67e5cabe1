import type { Call } from './policy.ts';

/** Which attribute is the partition key, of a table and of its indexes. */
export interface TableKeys {
  readonly arn: string;
  readonly partitionKey: string;
  readonly indexes: ReadonlyMap<string, string>;
}

type Attributes = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The parts of a DynamoDB request that say what it touches. */
interface Input {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly Key?: Attributes;
  readonly Item?: Attributes;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Attributes;
  readonly RequestItems?: Readonly<Record<string, unknown>>;
  readonly TransactItems?: readonly Readonly<Record<string, Input>>[];
  readonly StreamArn?: string;
  readonly ShardIterator?: string;
}

interface BatchWrite {
  readonly PutRequest?: Pick<Input, 'Item'>;
  readonly DeleteRequest?: Pick<Input, 'Key'>;
}

const text = (value: Readonly<Record<string, unknown>> | undefined): readonly string[] => {
  const plain = value?.S ?? value?.N ?? value?.B;
  return plain === undefined ? [] : [String(plain)];
};

/** The value that a key condition compares the partition key with. */
const queriedKey = (
  {
    KeyConditionExpression = '',
    ExpressionAttributeNames: names = {},
    ExpressionAttributeValues: values = {},
  }: Input,
  partitionKey: string,
): readonly string[] | undefined => {
  for (const [, name = '', value = ''] of KeyConditionExpression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === partitionKey) return text(values[value]);
  }
  return undefined;
};

/**
 * What a DynamoDB request asks to be allowed: one call a table and action, with the partition keys it touches. A
 * transaction needs the rights of the actions in it, a batch has actions of its own.
 *
 * @param target the request's `x-amz-target`, such as `DynamoDB_20120810.GetItem`
 * @param tables key schemas by table name
 */
export const dynamodbCalls = (
  target: string,
  input: Input,
  tables: ReadonlyMap<string, TableKeys>,
): readonly Call[] => {
  const action = target.split('.')[1] ?? '';

  const on = (name: string, tableName: string, touched: readonly (Attributes | undefined)[]): Call => {
    const table = tables.get(tableName);
    // A table that the assembly lacks still has an ARN, which no role names.
    if (!table) return { action: `dynamodb:${name}`, resource: `table/${tableName}` };
    const leadingKeys = touched.flatMap((attributes) => text(attributes?.[table.partitionKey]));
    return {
      action: `dynamodb:${name}`,
      resource: table.arn,
      ...(touched.length > 0 ? { leadingKeys } : {}),
    };
  };

  const query = (): Call => {
    const table = tables.get(input.TableName ?? '');
    const call = on('Query', input.TableName ?? '', []);
    if (!table) return call;
    const index = input.IndexName;
    const leadingKeys = queriedKey(
      input,
      index === undefined ? table.partitionKey : (table.indexes.get(index) ?? ''),
    );
    return {
      ...call,
      ...(index === undefined ? {} : { resource: `${table.arn}/index/${index}` }),
      ...(leadingKeys ? { leadingKeys } : {}),
    };
  };

  const batch = (items: (request: unknown) => readonly (Attributes | undefined)[]) =>
    Object.entries(input.RequestItems ?? {}).map(([tableName, request]) =>
      on(action, tableName, items(request)),
    );
  const transaction = () =>
    (input.TransactItems ?? []).flatMap((item) =>
      Object.entries(item).map(([kind, one]) =>
        on(kind === 'ConditionCheck' ? 'ConditionCheckItem' : `${kind}Item`, one.TableName ?? '', [
          one.Key ?? one.Item,
        ]),
      ),
    );

  switch (action) {
    case 'GetItem':
    case 'UpdateItem':
    case 'DeleteItem':
    case 'PutItem':
      return [on(action, input.TableName ?? '', [input.Key ?? input.Item])];
    case 'Query':
      return [query()];
    case 'BatchGetItem':
      return batch((request) => (request as { Keys?: readonly Attributes[] }).Keys ?? []);
    case 'BatchWriteItem':
      return batch((request) =>
        (request as readonly BatchWrite[]).map((one) => one.PutRequest?.Item ?? one.DeleteRequest?.Key),
      );
    case 'TransactWriteItems':
    case 'TransactGetItems':
      return transaction();
    default: {
      const index = input.IndexName === undefined ? '' : `/index/${input.IndexName}`;
      if (input.TableName === undefined) {
        const resource = input.StreamArn ?? input.ShardIterator?.split('|')[0] ?? '*';
        return [
          { action: `dynamodb:${action}`, resource: resource.replace(/\/stream\/.*/, '/stream/local') },
        ];
      }
      const call = on(action, input.TableName, []);
      return [{ ...call, resource: `${call.resource}${index}` }];
    }
  }
};

const writes = /^dynamodb:(Put|Update|Delete|BatchWrite)Item$/;

/** Whether a call changes items. */
export const isWrite = ({ action }: Call): boolean => writes.test(action);
