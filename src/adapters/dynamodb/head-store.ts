import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { HeadStore } from '../../domain/head/head.ts';
import { firstRefusal } from '../../domain/head/transition.ts';
import { port } from '../port.ts';
import { compileTransition } from './compile-transition.ts';
import { headFromItem, headItem } from './head-item.ts';
import { conversationPk } from './keys.ts';
import { client, items, nameOf, refusedItem } from './table.ts';

/** Heads in DynamoDB: each transition is one conditional UpdateItem that answers the item, changed or refused. */
export const dynamoHeadStore = (client: DynamoDBDocumentClient, TableName: string): HeadStore => ({
  async create(head) {
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: headItem(head),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { created: true, head };
    } catch (error) {
      const item = refusedItem(error);
      if (item === undefined) throw error;
      return { created: false, head: headFromItem(item) };
    }
  },

  async apply(key, transition) {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName,
          Key: { pk: conversationPk(key) },
          ...compileTransition(transition),
          ReturnValues: 'ALL_NEW',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return { ok: true, head: headFromItem(Attributes ?? {}) };
    } catch (error) {
      const item = refusedItem(error);
      if (item === undefined) return { ok: false, refusal: 'missing' };
      const head = headFromItem(item);
      const refusal = firstRefusal(head, transition.rules);
      if (refusal === undefined) throw error;
      return { ok: false, refusal, head };
    }
  },

  async get(key, how) {
    const { Item } = await client.send(
      new GetCommand({ TableName, Key: { pk: conversationPk(key) }, ConsistentRead: how !== 'late' }),
    );
    return Item === undefined || Item.erased === true ? undefined : headFromItem(Item);
  },
});

const rights = items('conversations');

/** The port of heads, with the rights of each method. */
export const heads = port('heads', () => dynamoHeadStore(client(), nameOf('conversations')), {
  create: [rights('PutItem')],
  apply: [rights('UpdateItem')],
  get: [rights('GetItem')],
});
