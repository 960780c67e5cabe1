import type { TableKeys } from '../access/dynamodb-calls.ts';
import type { Model } from '../template/model.ts';
import { TableProperties } from './create-tables.ts';

const tableTypes = ['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'];

const partitionKeyOf = ({ KeySchema }: Pick<TableProperties, 'KeySchema'>): string =>
  KeySchema.find(({ KeyType }) => KeyType === 'HASH')?.AttributeName ?? '';

/** Tables of the assembly as `createTables` takes them, under the names that functions know. */
export const readTables = (model: Model) =>
  Object.fromEntries(
    model
      .ofType(TableProperties, ...tableTypes)
      .map(({ ref, type, properties }) => [
        ref,
        { Type: type, Properties: { ...properties, TableName: ref } },
      ]),
  );

/** Partition keys of the tables and their indexes, by table name. */
export const readTableKeys = (model: Model): ReadonlyMap<string, TableKeys> =>
  new Map(
    model.ofType(TableProperties, ...tableTypes).map(({ ref, arn, properties }) => {
      const { GlobalSecondaryIndexes = [], LocalSecondaryIndexes = [] } = properties;
      const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes];
      return [
        ref,
        {
          arn,
          partitionKey: partitionKeyOf(properties),
          indexes: new Map(indexes.map((index) => [index.IndexName, partitionKeyOf(index)])),
        },
      ];
    }),
  );
