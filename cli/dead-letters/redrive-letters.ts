import type { DynamoDBStreamsClient, _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { Letter, parkedRecords } from './parked-records.ts';

/** A message of a dead-letter queue. */
export interface Message {
  readonly body: string;
  readonly handle: string;
}

interface Deps {
  /** Whose letters they are: `record`. */
  readonly consumer: string;
  readonly streams: DynamoDBStreamsClient;
  /** The next messages, or none when the queue is empty. */
  readonly receive: () => Promise<readonly Message[]>;
  readonly remove: (message: Message) => Promise<void>;
  /** Gives an event to the consumer and answers what it returned. */
  readonly invoke: (event: { Records: unknown[] }) => Promise<unknown>;
  readonly say: (line: string) => void;
}

/** How many messages were taken by the consumer, and how many stay. */
export interface Redriven {
  readonly taken: number;
  readonly staying: number;
}

/** A record as Lambda hands it to a function: times are seconds, and the stream is named. */
export const asEvent = (record: StreamRecord, streamArn: string): unknown => ({
  ...record,
  eventSourceARN: streamArn,
  dynamodb: {
    ...record.dynamodb,
    ApproximateCreationDateTime: Math.floor(Number(record.dynamodb?.ApproximateCreationDateTime ?? 0) / 1000),
  },
});

/** How many records of a batch its consumer failed on, by what it returned. */
export const failures = (answer: unknown): number => {
  const { batchItemFailures } = (answer ?? {}) as { batchItemFailures?: unknown[] };
  return batchItemFailures?.length ?? 1;
};

/**
 * Gives every parked record to its consumer again. A message leaves the queue only when the consumer has taken its
 * records; one that fails stays, is said, and does not hold up the others.
 */
export const redriveLetters = async (deps: Deps): Promise<Redriven> => {
  let taken = 0;
  let staying = 0;
  for (let messages = await deps.receive(); messages.length > 0; messages = await deps.receive()) {
    for (const message of messages) {
      try {
        const letter = Letter.parse(JSON.parse(message.body));
        const records = await parkedRecords(deps.streams, letter, deps.consumer);
        if (records.length === 0) throw new Error('the stream no longer has its records');
        const { streamArn } = letter.DDBStreamBatchInfo;
        const failed = failures(
          await deps.invoke({ Records: records.map((record) => asEvent(record, streamArn)) }),
        );
        if (failed > 0) throw new Error('the function failed on it again');
        await deps.remove(message);
        taken += 1;
      } catch (error) {
        staying += 1;
        deps.say(`stays: ${(error as Error).name}: ${(error as Error).message}\n${message.body}`);
      }
    }
  }
  return { taken, staying };
};
