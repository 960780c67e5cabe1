import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { rateWindowMs } from '../../contract/rates.ts';
import type { RateStore } from '../../domain/shared/rate.ts';
import { port } from '../port.ts';
import { rateKey } from './keys.ts';
import { client, items, nameOf, unlessRefused } from './table.ts';

/** Counts in the sockets table: an item a caller and window, gone soon after it. Who calls is kept as a hash. */
export const dynamoRateStore = (client: DynamoDBDocumentClient, TableName: string): RateStore => ({
  async take(tenantId, counted, window, most, by = 1, windowMs = rateWindowMs) {
    const update = new UpdateCommand({
      TableName,
      Key: rateKey(tenantId, counted, window),
      UpdateExpression: 'ADD #taken :by SET #ttl = :ttl',
      ConditionExpression: 'attribute_not_exists(pk) OR #taken < :most',
      ExpressionAttributeNames: { '#taken': 'taken', '#ttl': 'ttl' },
      ExpressionAttributeValues: {
        ':by': by,
        ':most': most,
        ':ttl': Math.ceil(((window + 2) * windowMs) / 1000),
      },
    });
    return (await unlessRefused(client.send(update))) !== undefined;
  },
});

/** The port of rates, with its rights. */
export const rates = port('rates', () => dynamoRateStore(client(), nameOf('sockets')), {
  take: [items('sockets', 'rate')('UpdateItem')],
});
