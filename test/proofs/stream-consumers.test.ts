import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headItem } from '../../src/adapters/dynamodb/head-item.ts';
import { dynamoRecordStore } from '../../src/adapters/dynamodb/record-store.ts';
import { type HeadChange, memoryHeadStore } from '../../src/adapters/memory/head-store.ts';
import { amended, end } from '../../src/domain/head/amend.ts';
import { claim, release, renew } from '../../src/domain/head/monitoring-transitions.ts';
import { deriveFacts } from '../../src/domain/timeline/derive-facts.ts';
import type { Fact } from '../../src/domain/timeline/fact.ts';
import { handlerOf } from '../local/rights/watch-rights.ts';
import { epoch } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { useHandlers } from '../support/handlers.ts';

/** A conversation's whole history as the stream carries it: claims, an expiry, a release, the end. */
const history = async (): Promise<readonly HeadChange[]> => {
  const changes: HeadChange[] = [];
  const heads = memoryHeadStore((change) => changes.push(change));
  const { head } = await heads.create(aHead({ rev: 1, change: 'started', conversationId: randomUUID() }));
  const { conversationId } = head;
  const wish = {
    conversationId,
    name: 'S',
    issued: 1,
    divisions: ['*'],
    participantId: 'a1',
    onTransfer: 'follow',
  } as const;
  await heads.apply(head, claim({ ...wish, supervisorId: 's1', now: epoch + 1_000 }));
  await heads.apply(head, renew({ supervisorId: 's1', fence: 1 }, epoch + 21_000));
  await heads.apply(head, claim({ ...wish, supervisorId: 's2', now: epoch + 90_000 }));
  await heads.apply(head, release({ supervisorId: 's2', fence: 2 }, { type: 'client' }, epoch + 95_000));
  const seen = (await heads.get(head)) ?? head;
  await heads.apply(
    head,
    amended(seen, 'participant', [{ do: 'remove', path: ['participants', 'a1'] }], epoch + 96_000),
  );
  await heads.apply(head, end(epoch + 99_000));
  return changes;
};

let sequence = 0;
const record = ({ old, next }: HeadChange): DynamoDBRecord => {
  sequence += 1;
  const image = (head: typeof next) => marshall(headItem(head), { removeUndefinedValues: true }) as never;
  return {
    eventID: randomUUID(),
    eventName: old === undefined ? 'INSERT' : 'MODIFY',
    dynamodb: {
      SequenceNumber: String(sequence),
      NewImage: image(next),
      ...(old === undefined ? {} : { OldImage: image(old) }),
    },
  };
};

const told = (changes: readonly HeadChange[]): readonly Fact[] =>
  changes.flatMap(({ old, next }) => deriveFacts(old, next));

describe('the consumers of the stream', () => {
  const engine = useEngine();
  useHandlers(engine);

  const consume = async (records: readonly DynamoDBRecord[]): Promise<DynamoDBBatchResponse> => {
    const handler = await handlerOf('stream/record');
    return (await handler({ Records: [...records] })) as DynamoDBBatchResponse;
  };
  /** A history whose head stands in its table: the consumer keeps nothing of a conversation that was erased. */
  const kept = async (): Promise<readonly HeadChange[]> => {
    const changes = await history();
    const last = changes.at(-1);
    if (last === undefined) throw new Error('no change');
    await engine.client().send(new PutCommand({ TableName: 'Conversations', Item: headItem(last.next) }));
    return changes;
  };
  const stored = (of: HeadChange | undefined) => {
    if (of === undefined) throw new Error('no change');
    return dynamoRecordStore(engine.client(), 'Records').facts(of.next);
  };

  test('Given a history, when the stream repeats it, replays it from the start and mixes it with another, then each fact is stored once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.nat(6), { maxLength: 6 }),
        fc.array(fc.boolean()),
        async (replays, turns) => {
          const [one, two] = [await kept(), await kept()];
          const queues = [[...one], [...two]];
          const mixed: HeadChange[] = [];
          for (let i = 0; queues.some((queue) => queue.length > 0); i += 1) {
            const chosen = queues[turns[i % Math.max(1, turns.length)] ? 1 : 0];
            const queue =
              chosen !== undefined && chosen.length > 0 ? chosen : queues.find((q) => q.length > 0);
            const next = queue?.shift();
            if (next !== undefined) mixed.push(next);
          }
          await consume(mixed.map(record));
          for (const from of replays) await consume(one.slice(from).map(record));
          expect(await stored(one[0])).toEqual(told(one));
          expect(await stored(two[0])).toEqual(told(two));
        },
      ),
      { numRuns: 15 },
    );
    const ended = told(await history()).filter((fact) => fact.type === 'monitoring.ended');
    expect(ended.map((fact) => [fact.disconnectType, fact.time - epoch])).toEqual([
      ['session.expired', 21_000],
      ['client', 95_000],
    ]);
  });

  test('Given a poison record, when a batch meets it, then what came before is stored and it is named, or thrown where it is the first', async () => {
    const [healthy, poisoned] = [await kept(), await kept()];
    const good = healthy.map(record);
    const bad = poisoned.map(record);
    const poison = { ...bad[0], dynamodb: { ...bad[0]?.dynamodb, NewImage: { pk: { S: 'nonsense' } } } };
    const answer = await consume([...good, poison as DynamoDBRecord, ...bad.slice(1)]);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: bad[0]?.dynamodb?.SequenceNumber }]);
    expect(await stored(healthy[0])).toEqual(told(healthy));
    await expect(consume([poison as DynamoDBRecord, ...bad.slice(1)])).rejects.toThrow();
  });
});
