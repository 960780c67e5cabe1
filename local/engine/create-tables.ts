import {
  CreateTableCommand,
  type CreateTableCommandInput,
  DescribeTableCommand,
  DynamoDBClient,
  ResourceInUseException,
  type TableDescription,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';

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

type TableProperties = Omit<CreateTableCommandInput, 'StreamSpecification'> & {
  readonly StreamSpecification?: { readonly StreamViewType?: string };
  readonly TimeToLiveSpecification?: { readonly AttributeName?: string; readonly Enabled?: boolean | string };
};

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
      const properties = resource.Properties as TableProperties;
      const plainName = typeof properties.TableName === 'string' ? properties.TableName : logicalId;
      tables[logicalId] = await createTable(client, nameOf?.(logicalId) ?? plainName, properties);
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
        ...(view
          ? { StreamSpecification: { StreamEnabled: true, StreamViewType: view as 'NEW_AND_OLD_IMAGES' } }
          : {}),
      }),
    );
    description = created.TableDescription;
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    description = (await client.send(new DescribeTableCommand({ TableName: tableName }))).Table;
    if (
      shape(description) !== shape({ ...properties, GlobalSecondaryIndexes: indexes } as TableDescription)
    ) {
      throw new Error(`Table ${tableName} exists with other keys or indexes: remove the data directory.`);
    }
  }
  const ttl = properties.TimeToLiveSpecification;
  const ttlAttribute = ttl && String(ttl.Enabled) !== 'false' ? ttl.AttributeName : undefined;
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
const shape = (table: TableDescription | undefined): string => {
  const keys = (schema: TableDescription['KeySchema']) =>
    (schema ?? []).map((key) => `${key.KeyType}:${key.AttributeName}`).sort();
  const indexes = [...(table?.GlobalSecondaryIndexes ?? [])].map(
    (index) => `${index.IndexName}=${keys(index.KeySchema)}/${index.Projection?.ProjectionType}`,
  );
  return JSON.stringify([keys(table?.KeySchema), indexes.sort()]);
};
