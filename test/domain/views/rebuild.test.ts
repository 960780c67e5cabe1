import { randomUUID } from 'node:crypto';
import { DeleteCommand, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowKey } from '../../../src/adapters/dynamodb/interaction-item.ts';
import { conversationPk } from '../../../src/adapters/dynamodb/keys.ts';
import { amend, end } from '../../../src/domain/head/amend.ts';
import type { ConversationKey, Head } from '../../../src/domain/head/head.ts';
import { claim, release } from '../../../src/domain/head/monitoring-transitions.ts';
import { connecting, leaving, transferring } from '../../../src/domain/head/roster.ts';
import { recordChange } from '../../../src/domain/timeline/derive-facts.ts';
import { interactionOf, recordInteraction } from '../../../src/domain/views/interaction.ts';
import { mendCounts, rebuildConversation } from '../../../src/domain/views/rebuild.ts';
import { recountQueue, recountTenant } from '../../../src/domain/views/recount.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { useEngine } from '../../support/engine.ts';
import { aHead } from '../../support/factories.ts';
import { dynamoStores } from '../../support/stores.ts';

const moves = ['join', 'leave', 'transfer', 'monitor', 'release', 'end'] as const;
type Move = (typeof moves)[number];

describe('what derives from heads', () => {
  const engine = useEngine();
  const open = () => {
    const clock = setClock(epoch + 3_600_000);
    return { ...dynamoStores(engine.client(), clock), clock, pause: async () => {} };
  };
  type Stores = ReturnType<typeof open>;

  /** A conversation that lived so, as its stream recorded it. */
  const live = async (
    stores: Stores,
    tenantId: string,
    chosen: readonly Move[],
  ): Promise<ConversationKey> => {
    const wait = { purpose: 'acd', name: 'One', since: epoch } as const;
    const customer = { purpose: 'customer', name: 'Customer', since: epoch } as const;
    const { head } = await stores.heads.create(
      aHead({ tenantId, rev: 1, change: 'started', participants: { c1: customer, w1: wait } }),
    );
    let [before, now]: [Head | undefined, Head] = [undefined, head];
    const record = async (): Promise<void> => {
      await recordChange(stores, before, now);
      await recordInteraction(stores, before, now);
    };
    await record();
    for (const [at, move] of chosen.entries()) {
      const clock = setClock(epoch + 1_000 * (at + 1));
      const time = clock.now();
      const agents = Object.entries(now.participants).filter(([, { purpose }]) => purpose === 'agent');
      const [agentId] = agents[0] ?? [];
      const change = (decide: Parameters<typeof amend>[2]) =>
        amend({ heads: stores.heads, clock }, now, decide).catch(() => undefined);
      const agent = { purpose: 'agent', name: `Agent ${at}`, userId: `agent-${at}`, since: time } as const;
      if (move === 'join') await change((seen) => connecting(seen, `a${at}`, agent));
      if (move === 'leave' && agentId) await change((seen) => leaving(seen, agentId));
      if (move === 'transfer' && agentId) {
        const to = {
          id: `w${at}`,
          participant: { ...wait, since: time },
          queue: { id: 'two', divisionId: 'd' },
        };
        await change((seen) => transferring(seen, agentId, to));
      }
      if (move === 'monitor' && agentId) {
        const by = { supervisorId: 's1', name: 'S', issued: 1, divisions: ['*'], participantId: agentId };
        const { conversationId } = head;
        await stores.heads.apply(head, claim({ ...by, conversationId, onTransfer: 'follow', now: time }));
      }
      if (move === 'release' && now.lease)
        await stores.heads.apply(
          head,
          release({ supervisorId: 's1', fence: now.fence }, { type: 'client' }, time),
        );
      if (move === 'end') await stores.heads.apply(head, end(time));
      [before, now] = [now, (await stores.heads.get(head)) ?? now];
      if (before.rev !== now.rev) await record();
    }
    return head;
  };

  const rowOf = async (key: ConversationKey): Promise<unknown> =>
    (await engine.client().send(new GetCommand({ TableName: 'Records', Key: rowKey(key) }))).Item;
  const drop = (Key: Record<string, unknown>) =>
    engine.client().send(new DeleteCommand({ TableName: 'Records', Key }));

  test('Given conversations that lived in any way, when their rows are lost and built anew, then each is what it was to the byte, and the counts are those of the rows', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(fc.constantFrom(...moves), { maxLength: 8 }), { minLength: 1, maxLength: 3 }),
        async (lives) => {
          const [stores, tenantId] = [open(), randomUUID()];
          for (const chosen of lives) {
            const key = await live(stores, tenantId, chosen);
            const was = await rowOf(key);
            expect(was).toBeDefined();
            expect(await rebuildConversation(stores, key)).toBe(false);
            await drop(rowKey(key));
            expect(await rebuildConversation(stores, key)).toBe(true);
            expect(await rowOf(key)).toEqual(was);
          }
          // The lost rows' counts were left behind, and those of the new ones were added.
          for (const queueId of [undefined, 'queue-1', 'two'])
            expect(await mendCounts(stores, tenantId, queueId)).toBeDefined();
          const whole = await recountTenant(stores, tenantId);
          expect(whole.kept).toEqual(whole.found);
          for (const queueId of ['queue-1', 'two']) {
            const { kept, found } = await recountQueue(stores, tenantId, queueId);
            expect(kept).toEqual(found);
          }
        },
      ),
      { numRuns: 12 },
    );
  });

  test('Given a conversation whose records are all lost, when it is built anew, then its row, list, lease and what its head tells are there again', async () => {
    const [stores, tenantId] = [open(), randomUUID()];
    const key = await live(stores, tenantId, ['join', 'monitor']);
    const was = await rowOf(key);
    const { Items = [] } = await engine.client().send(
      new QueryCommand({
        TableName: 'Records',
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': conversationPk(key) },
      }),
    );
    for (const { pk, sk } of Items) await drop({ pk, sk });
    for (const userId of ['agent-0', 's1']) await stores.interactions.unlist(key, userId);
    await rebuildConversation(stores, key);
    expect(await rowOf(key)).toEqual(was);
    expect(await stores.interactions.panelOf(tenantId, 'agent-0')).toMatchObject([
      { conversationId: key.conversationId },
    ]);
    expect(await stores.records.heldBy(tenantId, 's1')).toMatchObject([
      { conversationId: key.conversationId, fence: 1 },
    ]);
    const types = (await stores.records.facts(key)).map(({ type }) => type);
    expect(types).toEqual(
      expect.arrayContaining(['conversation.started', 'participant.connected', 'monitoring.started']),
    );
  });

  test('Given rows that are built anew while the stream records, when all is done, then no row is older than its head and every count is right', async () => {
    const [stores, tenantId] = [open(), randomUUID()];
    const keys: ConversationKey[] = [];
    for (const chosen of [['join'], ['join', 'monitor'], [], ['join', 'transfer']] as Move[][])
      keys.push(await live(stores, tenantId, chosen));
    for (const _key of keys)
      await stores.interactions.correct(tenantId, 'queue-1', { waiting: 1, interacting: 0 });
    const traffic = keys.map(async (key, i) => {
      const before = await stores.heads.get(key);
      const ended = await stores.heads.apply(key, end(epoch + 60_000));
      if (ended.ok) await recordInteraction(stores, before, ended.head);
      if (i === 0) await live(stores, tenantId, ['join', 'leave', 'end']);
    });
    const building = keys.map((key) => rebuildConversation(stores, key));
    await Promise.all([...traffic, ...building]);
    for (const queueId of [undefined, 'queue-1', 'two']) await mendCounts(stores, tenantId, queueId);
    for (const key of keys) {
      const head = await stores.heads.get(key);
      const row = await stores.interactions.get(key);
      expect(row).toMatchObject({ rev: head?.rev, state: 'ended' });
      if (head) expect(row).toEqual(interactionOf(head, row));
    }
    for (const queueId of ['queue-1', 'two']) {
      const { kept, found } = await recountQueue(stores, tenantId, queueId);
      expect(kept).toEqual(found);
    }
    expect((await recountTenant(stores, tenantId)).kept).toEqual({ conversations: 0, monitors: 0 });
  });
});
