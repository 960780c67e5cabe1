import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { Audit } from '../../contract/retention.ts';
import type { Anchor, Link, OversightStore, Tip } from '../../domain/shared/oversight.ts';
import { port } from '../port.ts';
import { oversightKey } from './keys.ts';
import { client, type Fields, items, listed, nameOf, partition } from './table.ts';

const StoredTip = z.object({
  seq: z.number(),
  hash: z.string(),
  day: z.exactOptional(z.string()),
} satisfies Fields<Tip>);
const StoredLink = z.object({
  seq: z.number(),
  source: z.string(),
  day: z.string(),
  entry: Audit,
  hash: z.string(),
} satisfies Fields<Link>);
const StoredAnchor = z.object({
  day: z.string(),
  seq: z.number(),
  hash: z.string(),
  signedAt: z.string(),
  signature: z.string(),
} satisfies Fields<Anchor>);

/** Chains in the records table. No method changes or deletes a link, and no role may. */
export const dynamoOversightStore = (client: DynamoDBDocumentClient, TableName: string): OversightStore => ({
  async tip(tenantId) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: oversightKey.tip(tenantId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : StoredTip.parse(Item);
  },

  async append(tenantId, link, before) {
    const fresh = { TableName, ConditionExpression: 'attribute_not_exists(pk)' };
    const moved =
      before === undefined
        ? fresh
        : {
            TableName,
            ConditionExpression: '#hash = :hash',
            ExpressionAttributeNames: { '#hash': 'hash' },
            ExpressionAttributeValues: { ':hash': before.hash },
          };
    const { seq, hash, day } = link;
    try {
      await client.send(
        new TransactWriteCommand({
          TransactItems: [
            { Put: { Item: oversightKey.source(tenantId, link.source), ...fresh } },
            { Put: { Item: { ...oversightKey.link(tenantId, link), ...link }, ...fresh } },
            { Put: { Item: { ...oversightKey.tip(tenantId), seq, hash, day }, ...moved } },
          ],
        }),
      );
      return true;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      if (error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed') return false;
      throw error;
    }
  },

  async anchor(tenantId, anchor) {
    const Item = { ...oversightKey.anchor(tenantId, anchor.day), ...anchor };
    await client.send(new PutCommand({ TableName, Item }));
  },

  anchors(tenantId) {
    const { pk } = oversightKey.anchor(tenantId, '');
    return listed(partition(client, { TableName, pk }), (item) => StoredAnchor.parse(item));
  },

  links(tenantId, day) {
    const { pk } = oversightKey.link(tenantId, { day, seq: 0 });
    return listed(partition(client, { TableName, pk }), (item) => StoredLink.parse(item));
  },
});

const ofOversight = items('records', 'oversight');

/** The port of the oversight log, with the rights of each method. */
export const oversight = port('oversight', () => dynamoOversightStore(client(), nameOf('records')), {
  tip: [ofOversight('GetItem')],
  append: [ofOversight('PutItem')],
  anchor: [ofOversight('PutItem')],
  anchors: [ofOversight('Query')],
  links: [ofOversight('Query')],
});
