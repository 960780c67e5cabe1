import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { handedFromItem } from '../adapters/dynamodb/transcript-item.ts';
import { log } from '../adapters/log.ts';
import type { Needs } from '../adapters/port.ts';
import type { ConversationKey } from '../domain/head/head.ts';
import type { Handed } from '../domain/transcript/notice.ts';
import { allByPartition, itemOf } from './in-turn.ts';

/** Says how old the oldest message is once it has been pushed: CloudWatch reads the live lag from it. */
const logAge = (handed: readonly Handed[]): void => {
  const times = handed.flatMap(({ entry }) => entry?.time ?? []);
  if (times.length > 0)
    log('info', 'pushed', { ageMs: Date.now() - Math.min(...times), count: times.length });
};

/**
 * A consumer of the transcript's stream as a Lambda handler: conversations of a batch go side by side, what is one's in
 * order.
 */
export const transcriptStream =
  <D>(needs: Needs<D>, act: (deps: D, key: ConversationKey, handed: readonly Handed[]) => Promise<void>) =>
  ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    allByPartition(Records, async (own) => {
      const handed = own.flatMap(({ dynamodb }) => {
        const item = itemOf(dynamodb?.NewImage);
        return item === undefined ? [] : [handedFromItem(item)];
      });
      const [first] = handed;
      if (first === undefined) return;
      await act(needs.open(), first.entry ?? first.notice, handed);
      logAge(handed);
    });
