import {
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { flag } from '../template/scalars.ts';

/** A table that exists at the engine, under the name and with the stream it was given there. */
export interface CreatedTable {
  readonly tableName: string;
  readonly streamArn?: string;
  /** Attribute whose value, in epoch seconds, ends an item's life. */
  readonly ttlAttribute?: string;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: unknown;
}

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) }));
const Index = z.object({
  IndexName: z.string(),
  KeySchema,
  Projection: z.object({
    ProjectionType: z.enum(['ALL', 'KEYS_ONLY', 'INCLUDE']),
    NonKeyAttributes: z.array(z.string()).optional(),
  }),
});

/** What is read of a table. */
export const TableProperties = z.object({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(
    z.object({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) }),
  ),
  KeySchema,
  GlobalSecondaryIndexes: z.array(Index).optional(),
  LocalSecondaryIndexes: z.array(Index).optional(),
  StreamSpecification: z
    .object({
      StreamViewType: z.enum(['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES']).optional(),
    })
    .optional(),
  TimeToLiveSpecification: z
    .object({ AttributeName: z.string().optional(), Enabled: flag.default(true) })
    .optional(),
});
export type TableProperties = z.infer<typeof TableProperties>;

/**
 * Creates every AWS::DynamoDB::Table and GlobalTable of a template, with its indexes, stream and TTL.
 * A table that exists already with the same keys and indexes is kept with its data.
 *
 * @param resources the template's `Resources`; key schemas must be plain values (they always are)
 * @param nameOf names the table of a logical id; by default its `TableName`, else the logical id
 * @returns the tables by logical id
 * @throws when a table of the same name has other keys or indexes
 */
export const createTables = async ({
  endpoint,
  resources,
  nameOf,
  region = 'us-east-1',
}: {
  endpoint: string;
  resources: Readonly<Record<string, Resource>>;
  nameOf?: (logicalId: string) => string;
  region?: string;
}): Promise<Record<string, CreatedTable>> => {
  const client = new DynamoDBClient({
    endpoint,
    region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const tables: Record<string, CreatedTable> = {};
    for (const [logicalId, resource] of Object.entries(resources)) {
      if (resource.Type !== 'AWS::DynamoDB::Table' && resource.Type !== 'AWS::DynamoDB::GlobalTable')
        continue;
      const properties = TableProperties.parse(resource.Properties);
      const name = nameOf?.(logicalId) ?? properties.TableName ?? logicalId;
      tables[logicalId] = await createTable(client, name, properties);
    }
    return tables;
  } finally {
    client.destroy();
  }
};

const createTable = async (
  client: DynamoDBClient,
  tableName: string,
  properties: TableProperties,
): Promise<CreatedTable> => {
  const view = properties.StreamSpecification?.StreamViewType;
  const indexes = properties.GlobalSecondaryIndexes?.map(({ IndexName, KeySchema, Projection }) => ({
    IndexName,
    KeySchema,
    Projection,
  }));
  let description: TableDescription | undefined;
  try {
    const created = await client.send(
      new CreateTableCommand({
        TableName: tableName,
        AttributeDefinitions: properties.AttributeDefinitions,
        KeySchema: properties.KeySchema,
        BillingMode: 'PAY_PER_REQUEST',
        ...(indexes ? { GlobalSecondaryIndexes: indexes } : {}),
        ...(properties.LocalSecondaryIndexes
          ? { LocalSecondaryIndexes: properties.LocalSecondaryIndexes }
          : {}),
        ...(view ? { StreamSpecification: { StreamEnabled: true, StreamViewType: view } } : {}),
      }),
    );
    description = created.TableDescription;
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    description = (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
    if (shape(description) !== shape(properties)) {
      throw new Error(`Table ${tableName} exists with other keys or indexes: remove the data directory.`);
    }
  }
  const ttl = properties.TimeToLiveSpecification;
  const ttlAttribute = ttl?.Enabled ? ttl.AttributeName : undefined;
  if (ttlAttribute) {
    await client
      .send(
        new UpdateTimeToLiveCommand({
          TableName: tableName,
          TimeToLiveSpecification: { AttributeName: ttlAttribute, Enabled: true },
        }),
      )
      // Enabling it twice is an error, and the engine does not act on it anyway.
      .catch(() => undefined);
  }
  return {
    tableName,
    ...(view && description?.LatestStreamArn ? { streamArn: description.LatestStreamArn } : {}),
    ...(ttlAttribute ? { ttlAttribute } : {}),
  };
};

/** Keys and indexes of a table as comparable text. */
const shape = (table: Pick<TableDescription, 'KeySchema' | 'GlobalSecondaryIndexes'> | undefined): string => {
  const keys = (schema: TableDescription['KeySchema']) =>
    (schema ?? []).map((key) => `${key.KeyType}:${key.AttributeName}`).sort();
  const indexes = [...(table?.GlobalSecondaryIndexes ?? [])].map(
    (index) => `${index.IndexName}=${keys(index.KeySchema)}/${index.Projection?.ProjectionType}`,
  );
  return JSON.stringify([keys(table?.KeySchema), indexes.sort()]);
};
