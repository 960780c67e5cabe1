import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { parsePk } from '../adapters/dynamodb/keys.ts';
import type { Needs } from '../adapters/port.ts';
import { Audit } from '../contract/retention.ts';
import type { Seen } from '../domain/shared/oversight.ts';
import { allByPartition, itemOf } from './in-turn.ts';

/** The day of a record by the stream's own clock: the same whenever it is handed over. */
const dayOf = ({ dynamodb }: DynamoDBRecord): string =>
  new Date(Number(dynamodb?.ApproximateCreationDateTime ?? 0) * 1000).toISOString().slice(0, 10);

const seenIn = (record: DynamoDBRecord): readonly Seen[] => {
  const item = itemOf(record.dynamodb?.NewImage);
  return item === undefined
    ? []
    : [{ source: String(item.sk), day: dayOf(record), entry: Audit.parse(item) }];
};

/** A consumer of audits as a Lambda handler: tenants of a batch go side by side, what is one's in order. */
export const auditStream =
  <D>(needs: Needs<D>, act: (deps: D, tenantId: string, seen: readonly Seen[]) => Promise<unknown>) =>
  ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> =>
    allByPartition(Records, async (own) => {
      const [first] = own;
      if (first === undefined) return;
      const { tenantId } = parsePk(String(first.dynamodb?.Keys?.pk?.S));
      await act(needs.open(), tenantId, own.flatMap(seenIn));
    });
