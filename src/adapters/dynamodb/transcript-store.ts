import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { Entry, TranscriptStore } from '../../domain/transcript/message.ts';
import type { NoticeStore } from '../../domain/transcript/notice.ts';
import { port } from '../port.ts';
import { conversationPk } from './keys.ts';
import { client, items, nameOf, refusedItem, unlessRefused } from './table.ts';
import { entryFromItem, entryItem, noticeItem } from './transcript-item.ts';

/** Messages in DynamoDB: the partition is the conversation, the sort key the seq. */
export const dynamoTranscriptStore = (
  client: DynamoDBDocumentClient,
  TableName: string,
): TranscriptStore => ({
  async put(entry, to) {
    try {
      await client.send(
        new PutCommand({
          TableName,
          Item: entryItem(entry, to),
          ConditionExpression: 'attribute_not_exists(pk)',
          ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
        }),
      );
      return entry;
    } catch (error) {
      const item = refusedItem(error);
      if (item === undefined) throw error;
      return entryFromItem(item);
    }
  },

  async settle(key, seq, place, outcome) {
    const update = new UpdateCommand({
      TableName,
      Key: { pk: conversationPk(key), seq },
      UpdateExpression: 'SET #fetched.#place = :outcome',
      ConditionExpression:
        'attribute_exists(#fetched) AND (attribute_not_exists(#fetched.#place) OR #fetched.#place.#reason = :unavailable)',
      ExpressionAttributeNames: { '#fetched': 'fetched', '#place': String(place), '#reason': 'reason' },
      ExpressionAttributeValues: { ':outcome': outcome, ':unavailable': 'unavailable' },
    });
    return (await unlessRefused(client.send(update))) !== undefined;
  },

  async get(key: ConversationKey, seq, how) {
    const Key = { pk: conversationPk(key), seq };
    const { Item } = await client.send(new GetCommand({ TableName, Key, ConsistentRead: how !== 'late' }));
    return Item === undefined ? undefined : entryFromItem(Item);
  },

  async after(key, afterSeq, limit) {
    const found: Entry[] = [];
    let from: Record<string, unknown> | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: 'pk = :pk AND seq > :seq',
          ExpressionAttributeValues: { ':pk': conversationPk(key), ':seq': afterSeq },
          ConsistentRead: true,
          Limit: limit - found.length,
          ...(from === undefined ? {} : { ExclusiveStartKey: from }),
        }),
      );
      found.push(...(page.Items ?? []).map(entryFromItem));
      from = page.LastEvaluatedKey;
    } while (from !== undefined && found.length < limit);
    return found;
  },
});

const rights = items('transcript');

/** The port of transcripts, with the rights of each method. */
export const transcript = port('transcript', () => dynamoTranscriptStore(client(), nameOf('transcript')), {
  put: [rights('PutItem')],
  settle: [rights('UpdateItem')],
  get: [rights('GetItem')],
  after: [rights('Query')],
});

/** Notices in the transcript's table, whose stream hands them over. */
export const dynamoNoticeStore = (client: DynamoDBDocumentClient, TableName: string): NoticeStore => ({
  async put(notice, to, gapMs) {
    const spaced =
      gapMs === undefined
        ? {}
        : {
            ConditionExpression: 'attribute_not_exists(pk) OR #time <= :before',
            ExpressionAttributeNames: { '#time': 'time' },
            ExpressionAttributeValues: { ':before': notice.time - gapMs },
          };
    await unlessRefused(client.send(new PutCommand({ TableName, Item: noticeItem(notice, to), ...spaced })));
  },
});

/** The port of notices, with its rights. */
export const notices = port('notices', () => dynamoNoticeStore(client(), nameOf('transcript')), {
  put: [items('transcript')('PutItem')],
});
