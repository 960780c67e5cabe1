import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headItem } from '../../src/adapters/dynamodb/head-item.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import { type HeadChange, memoryHeadStore } from '../../src/adapters/memory/head-store.ts';
import { amend, end, erase } from '../../src/domain/head/amend.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { claim } from '../../src/domain/head/monitoring-transitions.ts';
import { connecting, leaving, transferring } from '../../src/domain/head/roster.ts';
import { countedAs, interactionOf } from '../../src/domain/views/interaction.ts';
import { recountQueue, recountTenant } from '../../src/domain/views/recount.ts';
import { handlerOf } from '../local/rights/watch-rights.ts';
import { epoch, setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { useHandlers } from '../support/handlers.ts';

const queueIds = ['one', 'two'] as const;
const fates = ['waits', 'served', 'left', 'transferred', 'monitored', 'ended', 'erased'] as const;
type Fate = (typeof fates)[number];

/** A conversation that came so far, as its changes; the last one is what its head is now. */
const lived = async (tenantId: string, fate: Fate): Promise<readonly HeadChange[]> => {
  const changes: HeadChange[] = [];
  const heads = memoryHeadStore((change) => changes.push(change));
  const customer = { purpose: 'customer', name: 'Customer', since: epoch } as const;
  const wait = { purpose: 'acd', name: 'One', since: epoch } as const;
  const given = {
    tenantId,
    queueId: 'one',
    rev: 1,
    change: 'started',
    participants: { c1: customer, w1: wait },
  };
  const { head } = await heads.create(aHead(given as Partial<Head>));
  const now = async () => (await heads.get(head)) ?? head;
  const change = async (decide: Parameters<typeof amend>[2]) =>
    amend({ heads, clock: setClock() }, await now(), decide);
  const steps = fates.indexOf(fate);
  const agent = (userId: string) => ({ purpose: 'agent', name: userId, userId, since: epoch }) as const;
  if (steps >= 1) await change((seen) => connecting(seen, 'a1', agent('agent-1')));
  if (steps === 2) await change((seen) => leaving(seen, 'a1'));
  if (steps >= 3) {
    const to = { id: 'w2', participant: { ...wait, name: 'Two' }, queue: { id: 'two', divisionId: 'd' } };
    await change((seen) => transferring(seen, 'a1', to));
    await change((seen) => connecting(seen, 'a2', agent('agent-2')));
  }
  if (steps >= 4) {
    const by = { supervisorId: 's1', name: 'S', issued: 1, divisions: ['*'], participantId: 'a2' };
    const { conversationId } = head;
    await heads.apply(head, claim({ ...by, conversationId, onTransfer: 'follow', now: epoch }));
  }
  if (steps >= 5) await heads.apply(head, end(epoch + 1));
  if (steps >= 6) await heads.apply(head, erase(epoch + 2));
  return changes;
};

let sequence = 0;
const record = ({ old, next }: HeadChange): DynamoDBRecord => {
  sequence += 1;
  const image = (head: Head) => marshall(headItem(head), { removeUndefinedValues: true }) as never;
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

describe('the counts of a queue', () => {
  const engine = useEngine();
  useHandlers(engine);

  const consume = async (batch: readonly HeadChange[]): Promise<void> => {
    const handler = await handlerOf('stream/record');
    await handler({ Records: batch.map(record) });
  };

  test('Given any conversations, when their records come repeated, out of order and to several consumers at once, then what is counted is what is there', async () => {
    const interactions = dynamoInteractionStore(engine.client(), 'Records');
    const batches = fc.array(fc.array(fc.nat(1_000), { minLength: 1, maxLength: 5 }), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...fates), { minLength: 1, maxLength: 5 }),
        batches,
        async (chosen, early) => {
          const tenantId = randomUUID();
          const histories = await Promise.all(chosen.map((fate) => lived(tenantId, fate)));
          const last = histories.flatMap((history) => history.at(-1) ?? []);
          for (const { next } of last)
            await engine.client().send(new PutCommand({ TableName: 'Conversations', Item: headItem(next) }));
          const all = histories.flat();
          const pick = (n: number) => all[n % all.length] as HeadChange;
          await Promise.all(early.map((batch) => consume(batch.map(pick))));
          const midway = await Promise.all(
            queueIds.map((queueId) => recountQueue({ interactions }, tenantId, queueId)),
          );
          for (const { kept, found } of midway) expect(kept).toEqual(found);
          const tenant = () => recountTenant({ interactions }, tenantId);
          const { kept, found } = await tenant();
          expect(kept).toEqual(found);

          await Promise.all([
            consume(all),
            consume(all.toReversed()),
            ...early.map((b) => consume(b.map(pick))),
          ]);
          const truth = Object.fromEntries(queueIds.map((id) => [id, { waiting: 0, interacting: 0 }]));
          const has = { conversations: 0, monitors: 0 };
          for (const { next } of last) {
            const row = interactionOf(next, undefined);
            if (row.state !== 'ended') has.conversations += 1;
            if (row.state !== 'ended' && row.monitor !== undefined) has.monitors += 1;
            const counted = countedAs(interactionOf(next, undefined));
            const counts = truth[counted?.queueId ?? ''];
            if (counted !== undefined && counts !== undefined) counts[counted.as] += 1;
          }
          expect(await tenant()).toEqual({ kept: has, found: has });
          for (const queueId of queueIds)
            expect(await recountQueue({ interactions }, tenantId, queueId)).toEqual({
              queueId,
              kept: truth[queueId],
              found: truth[queueId],
            });
        },
      ),
      { numRuns: 10 },
    );
  });
});
