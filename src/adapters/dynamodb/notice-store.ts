import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { NoticeStore } from '../../domain/transcript/notice.ts';
import { port } from '../port.ts';
import { client, items, nameOf, refusedItem } from './table.ts';
import { noticeItem } from './transcript-item.ts';

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
    try {
      await client.send(new PutCommand({ TableName, Item: noticeItem(notice, to), ...spaced }));
    } catch (error) {
      refusedItem(error);
    }
  },
});

/** The port of notices, with its rights. */
export const notices = port('notices', () => dynamoNoticeStore(client(), nameOf('transcript')), {
  put: [items('transcript')('PutItem')],
});
