import { randomUUID } from 'node:crypto';
import { PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { heldInParts } from '../../cli/migrations/held-in-parts.ts';
import type { Migration } from '../../cli/migrations/migration.ts';
import { migrations } from '../../cli/migrations/migrations.ts';
import { rowsInTenantCounts } from '../../cli/migrations/rows-in-tenant-counts.ts';
import { progressOf, type Tally, walkTable } from '../../cli/walks/walk-table.ts';
import { rowItem } from '../../src/adapters/dynamodb/interaction-item.ts';
import { conversationPk } from '../../src/adapters/dynamodb/keys.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { interactionOf, recordInteraction } from '../../src/domain/views/interaction.ts';
import { recountTenant } from '../../src/domain/views/recount.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease } from '../support/factories.ts';
import { dynamoStores } from '../support/stores.ts';

describe('migrations of stored items', () => {
  const engine = useEngine();
  const stores = () => dynamoStores(engine.client(), setClock());
  const places = () => ({
    dynamodb: engine.client(),
    tableOf: (name: string) => name,
    progressTable: 'Records',
  });
  const run = (
    { id, items, change }: Migration,
    {
      signal = new AbortController().signal,
      told = () => {},
      as = id,
      segments = 1,
    }: {
      readonly signal?: AbortSignal;
      readonly told?: (tally: Tally) => void;
      readonly as?: string;
      readonly segments?: number;
    } = {},
  ) =>
    walkTable(
      { ...places(), signal, told },
      { id: as, ...items(places()) },
      (item) => change(places(), item),
      { segments, perSecond: 100_000 },
    );
  const put = (Item: Record<string, unknown>) =>
    engine.client().send(new PutCommand({ TableName: 'Records', Item }));
  const many = (count: number) => Array.from({ length: count }, (_, i) => i);

  test('every migration has a number of its own, in their order', () => {
    const ids = migrations.map(({ id }) => id);
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids.map((id) => id.slice(0, 4))).size).toBe(ids.length);
  });

  test('Given sessions in the former partition, when a run is stopped and taken up again, then it goes on where it was, and the sweep finds each', async () => {
    const sessions = many(700).map(() => ({
      tenantId: 'held',
      conversationId: randomUUID(),
      fence: 1,
      supervisorId: 's1',
    }));
    const former = sessions.map(({ supervisorId, ...key }) => ({
      pk: 'HELD',
      sk: `${conversationPk(key)}#1`,
      supervisorId,
    }));
    for (const at of many(7)) await Promise.all(former.slice(at * 100, at * 100 + 100).map(put));

    const stop = new AbortController();
    const stopped = await run(heldInParts, { signal: stop.signal, told: () => stop.abort() });
    expect(stopped.finished).toBe(false);
    expect(await progressOf(places(), heldInParts.id)).toMatchObject(stopped);

    const { finished, tally } = await run(heldInParts);
    expect([finished, tally]).toEqual([true, { changed: 700, current: 0, stays: 0 }]);
    expect(stopped.tally.changed).toBeLessThan(700);
    const found: string[] = [];
    for await (const { conversationId } of stores().records.held()) found.push(conversationId);
    expect(found.sort()).toEqual(sessions.map(({ conversationId }) => conversationId).sort());
    const { Count } = await engine.client().send(
      new ScanCommand({
        TableName: 'Records',
        FilterExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'HELD' },
        Select: 'COUNT',
      }),
    );
    expect(Count).toBe(0);
  });

  test('Given rows that are in no count of their tenant, when they are migrated while conversations change, end and begin, then each is counted once, and again changes nothing', async () => {
    const tenantId = randomUUID();
    const heads = many(60).map((i) =>
      aHead({ tenantId, rev: 1, ...(i % 3 === 0 ? { fence: 1, lease: aLease() } : {}) }),
    );
    for (const head of heads) {
      const { occupies: _, ...before } = interactionOf(head, undefined);
      await put(rowItem(before));
    }
    const live = stores();
    const changed = (head: Head, i: number): Head => ({
      ...head,
      rev: 2,
      ...(i % 2 === 0 ? { state: 'ended' as const, endTime: head.changed } : { queueId: 'other' }),
    });
    const traffic = async () => {
      for (const [i, head] of heads.entries()) {
        if (i % 5 === 0) await recordInteraction(live, head, changed(head, i));
        if (i % 6 === 0) await recordInteraction(live, undefined, aHead({ tenantId, rev: 1 }));
      }
    };
    const [{ finished }] = await Promise.all([run(rowsInTenantCounts, { segments: 3 }), traffic()]);
    expect(finished).toBe(true);

    const ended = heads.filter((_, i) => i % 5 === 0 && i % 2 === 0);
    const truth = {
      conversations: heads.length - ended.length + 10,
      monitors: heads.filter((head) => head.lease !== undefined && !ended.includes(head)).length,
    };
    expect(await recountTenant(live, tenantId)).toEqual({ kept: truth, found: truth });

    const again = await run(rowsInTenantCounts, { as: 'once-more' });
    expect(again.tally).toEqual({ changed: 0, current: 0, stays: 0 });
    expect(await live.interactions.occupancy(tenantId)).toEqual(truth);
  });
});
