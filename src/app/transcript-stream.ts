import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { handedFromItem } from '../adapters/dynamodb/transcript-item.ts';
import type { Needs } from '../adapters/port.ts';
import type { ConversationKey } from '../domain/head/head.ts';
import type { Handed } from '../domain/transcript/notice.ts';
import { failedAt } from './in-turn.ts';

/** What one conversation has in a batch. */
interface Group {
  readonly key: ConversationKey;
  readonly handed: Handed[];
  readonly first: DynamoDBRecord;
}

const groupsOf = (records: readonly DynamoDBRecord[]): readonly Group[] => {
  const groups = new Map<string, Group>();
  for (const record of records) {
    const image = record.dynamodb?.NewImage;
    if (image === undefined) continue;
    const item = unmarshall(image as Parameters<typeof unmarshall>[0]);
    const handed = handedFromItem(item);
    const group = groups.get(String(item.pk)) ?? {
      key: handed.entry ?? handed.notice,
      handed: [],
      first: record,
    };
    groups.set(String(item.pk), group);
    group.handed.push(handed);
  }
  return [...groups.values()];
};

/**
 * A consumer of the transcript's stream as a Lambda handler: conversations of a batch go side by side, what is one's in
 * order. A batch is done up to the first record of the first conversation that failed.
 */
export const transcriptStream =
  <D>(needs: Needs<D>, act: (deps: D, key: ConversationKey, handed: readonly Handed[]) => Promise<void>) =>
  async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    const groups = groupsOf(Records);
    const outcomes = await Promise.allSettled(
      groups.map(({ key, handed }) => act(needs.open(), key, handed)),
    );
    const failed = outcomes.findIndex(({ status }) => status === 'rejected');
    const [group, outcome] = [groups[failed], outcomes[failed]];
    return group !== undefined && outcome?.status === 'rejected'
      ? failedAt(Records, group.first, outcome.reason)
      : { batchItemFailures: [] };
  };
