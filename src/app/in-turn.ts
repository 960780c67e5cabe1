import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import { log } from '../adapters/log.ts';

type Image = NonNullable<DynamoDBRecord['dynamodb']>['NewImage'];

/** An image of a stream as the item that it shows; undefined where there was none. */
export const itemOf = (image: Image): Record<string, unknown> | undefined =>
  // The event's types and the SDK's write one form: the event's have all of its keys optional.
  image === undefined ? undefined : unmarshall(image as Parameters<typeof unmarshall>[0]);

/**
 * Reports from where a batch failed, so that the mapping splits it there. Where that is the batch's first record the
 * batch fails instead: of a batch that is reported from its start Lambda halves nothing, and would park the records
 * behind it too.
 *
 * @throws the cause, where the first record of the batch failed
 */
const failedAt = (
  records: readonly DynamoDBRecord[],
  failed: DynamoDBRecord,
  cause: unknown,
): DynamoDBBatchResponse => {
  const sequenceNumber = failed.dynamodb?.SequenceNumber ?? '';
  log('error', 'record.failed', {
    eventId: failed.eventID ?? '',
    sequenceNumber,
    cause: (cause as Error).name,
  });
  if (failed === records[0]) throw cause;
  return { batchItemFailures: [{ itemIdentifier: sequenceNumber }] };
};

/** Something done for some records of a batch in order: the record at which it failed, and why. */
export interface Fault {
  readonly at: DynamoDBRecord;
  readonly cause: unknown;
}

const actOnEach = async (
  records: readonly DynamoDBRecord[],
  act: (record: DynamoDBRecord) => Promise<void>,
): Promise<Fault | undefined> => {
  for (const at of records) {
    try {
      await act(at);
    } catch (cause) {
      return { at, cause };
    }
  }
  return undefined;
};

/** Does something for each record of a batch, in order; the first that fails ends it. */
export const inTurn = async (
  records: readonly DynamoDBRecord[],
  act: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBBatchResponse> => {
  const fault = await actOnEach(records, act);
  return fault === undefined ? { batchItemFailures: [] } : failedAt(records, fault.at, fault.cause);
};

const partitionOf = ({ dynamodb }: DynamoDBRecord): string =>
  (dynamodb?.NewImage ?? dynamodb?.Keys)?.pk?.S ?? '';

/** A batch's records by the partition that they are of, each partition's in their order. */
const byPartition = (records: readonly DynamoDBRecord[]): readonly (readonly DynamoDBRecord[])[] => {
  const groups = new Map<string, DynamoDBRecord[]>();
  for (const record of records) {
    const pk = partitionOf(record);
    const group = groups.get(pk);
    if (group === undefined) groups.set(pk, [record]);
    else group.push(record);
  }
  return [...groups.values()];
};

/**
 * Does something for a batch, its partitions side by side and what is one's in order. The batch is done up to the first
 * record that failed in any of them: what other partitions did behind it is done again.
 */
const sideBySide = async (
  records: readonly DynamoDBRecord[],
  act: (own: readonly DynamoDBRecord[]) => Promise<Fault | undefined>,
): Promise<DynamoDBBatchResponse> => {
  const faults = new Map<DynamoDBRecord, Fault>();
  for (const fault of await Promise.all(byPartition(records).map(act)))
    if (fault !== undefined) faults.set(fault.at, fault);
  const first = records.find((record) => faults.has(record));
  const fault = first && faults.get(first);
  return fault === undefined ? { batchItemFailures: [] } : failedAt(records, fault.at, fault.cause);
};

/** The same for each record of a partition. */
export const eachByPartition = (
  records: readonly DynamoDBRecord[],
  act: (record: DynamoDBRecord) => Promise<void>,
): Promise<DynamoDBBatchResponse> => sideBySide(records, (own) => actOnEach(own, act));

/** The same for all records of a partition at once, which fail as one. */
export const allByPartition = (
  records: readonly DynamoDBRecord[],
  act: (own: readonly DynamoDBRecord[]) => Promise<void>,
): Promise<DynamoDBBatchResponse> =>
  sideBySide(records, async (own) => {
    const [at] = own;
    if (at === undefined) return undefined;
    return act(own).then(
      () => undefined,
      (cause: unknown) => ({ at, cause }),
    );
  });
