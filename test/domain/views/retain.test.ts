import { randomUUID } from 'node:crypto';
import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { dynamoArchive } from '../../../src/adapters/dynamodb/archive.ts';
import { dynamoInteractionStore } from '../../../src/adapters/dynamodb/interaction-store.ts';
import { dynamoSettingsStore } from '../../../src/adapters/dynamodb/settings-store.ts';
import { memoryMediaStore } from '../../../src/adapters/memory/media-store.ts';
import { memoryAuditStore } from '../../../src/adapters/memory/settings-store.ts';
import { end } from '../../../src/domain/head/amend.ts';
import type { ConversationKey, Head } from '../../../src/domain/head/head.ts';
import type { Transition } from '../../../src/domain/head/transition.ts';
import { wrapUpAfterEnd } from '../../../src/domain/head/wrap-up-debt.ts';
import { recordChange } from '../../../src/domain/timeline/derive-facts.ts';
import { recordInteraction } from '../../../src/domain/views/interaction.ts';
import { deleteConversation } from '../../../src/domain/views/records.ts';
import { retain } from '../../../src/domain/views/retain.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { useEngine } from '../../support/engine.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { dynamoStores } from '../../support/stores.ts';

const tables = { conversations: 'Conversations', transcript: 'Transcript', records: 'Records' };
const endedAt = epoch + 5_000;

describe('what is kept of a conversation', () => {
  const engine = useEngine();

  /** A conversation that ended, with a message and its facts; answers the `ttl` of each of its items. */
  const conversation = async (tenantId: string, days: number | undefined) => {
    const client = engine.newClient();
    const stores = dynamoStores(client, setClock());
    const settings = dynamoSettingsStore(client, 'Directory');
    if (days !== undefined) await settings.setRetentionDays(tenantId, days);
    const { head } = await stores.heads.create(aHead({ tenantId }));
    const { conversationId } = head;
    const said = {
      participantId: 'a1',
      purpose: 'agent',
      name: 'Agent One',
      text: 'Hello',
      type: 'Text',
    } as const;
    await stores.transcript.put({ tenantId, conversationId, seq: 1, time: epoch, ...said }, {});
    await recordChange({ records: stores.records }, undefined, head);
    const outcome = await stores.heads.apply(head, end(endedAt));
    if (!outcome.ok) throw new Error('it did not end');
    const interactions = dynamoInteractionStore(client, 'Records');
    const archive = dynamoArchive(client, tables);
    const deps = {
      settings,
      archive,
      media: memoryMediaStore(),
      heads: stores.heads,
      interactions,
      clock: setClock(),
    };
    const kept = async () => {
      const scans = Object.values(tables).map((TableName) => client.send(new ScanCommand({ TableName })));
      const items = (await Promise.all(scans)).flatMap(({ Items }) => Items ?? []);
      return items
        .filter(({ pk }) => String(pk).startsWith(`T#${tenantId}#C#`))
        .map(({ ttl }) => ttl as unknown);
    };
    return { old: head, next: outcome.head, interactions, stores, deps, kept };
  };

  test('Given a tenant that keeps 30 days, when a conversation ends, then every item of it expires 30 days later', async () => {
    const { old, next, deps, kept } = await conversation('keeps-30', 30);
    await retain(deps, old, next);
    const ttls = await kept();
    expect(ttls.length).toBeGreaterThan(2);
    expect(new Set(ttls)).toEqual(new Set([Math.ceil(endedAt / 1000) + 30 * 86_400]));
  });

  test('Given a conversation that expires, when its agent wraps up after the end, then what this adds expires with it', async () => {
    const { old, next, stores, deps, kept } = await conversation('keeps-wrap-up', 30);
    await retain(deps, old, next);
    const part = { participantId: 'a1', userId: 'agent-1' };
    const wrapped = await stores.heads.apply(next, wrapUpAfterEnd(part, 'solved', endedAt + 1_000));
    if (!wrapped.ok) throw new Error('it was not wrapped up');
    await recordChange({ records: stores.records }, next, wrapped.head);
    expect(await kept()).toContain(undefined);
    await retain(deps, next, wrapped.head);
    expect(new Set(await kept())).toEqual(new Set([Math.ceil(endedAt / 1000) + 30 * 86_400]));
  });

  test('Given a view of an ended conversation, when its expiry is a change of the stream, then the view keeps its own', async () => {
    const { old, next, stores, deps, kept } = await conversation('keeps-view', 30);
    await recordInteraction(stores, old, next);
    await retain(deps, old, next);
    await recordInteraction(stores, next, next);
    expect(await kept()).not.toContain(undefined);
  });

  test('Given a tenant that never said so, when a conversation ends, then nothing of it expires', async () => {
    const { old, next, deps, kept } = await conversation('keeps-all', undefined);
    await retain(deps, old, next);
    expect(new Set(await kept())).toEqual(new Set([undefined]));
  });

  test('Given an ended conversation that expires, when the record of an older change comes again, then what it writes expires too', async () => {
    const { old, next, stores, deps, kept } = await conversation('keeps-late', 30);
    await retain(deps, old, next);
    await recordChange({ records: stores.records }, undefined, old);
    await recordInteraction(stores, undefined, old);
    expect(await kept()).toContain(undefined);
    await retain(deps, undefined, old);
    expect(await kept()).not.toContain(undefined);
  });

  test('Given a conversation that ended, when it is deleted, then its row is gone before its stream is read', async () => {
    const { next, interactions, stores, deps } = await conversation('forgotten', undefined);
    await recordInteraction(stores, undefined, next);
    expect(await interactions.get(next)).toBeDefined();
    const manager = aPrincipal({ tenantId: 'forgotten', userId: 'manager' });
    const audits = memoryAuditStore();
    await deleteConversation({ ...deps, audits, newId: randomUUID }, manager, next.conversationId);
    expect(await interactions.get(next)).toBeUndefined();
  });

  test('Given a conversation that is erased before its stream is read, and a record that is redriven later, then nothing of it comes back', async () => {
    const { old, next, interactions, stores, deps } = await conversation('erased', undefined);
    const { conversationId } = next;
    const manager = aPrincipal({ tenantId: 'erased', userId: 'manager' });
    const audits = memoryAuditStore();
    await deleteConversation({ ...deps, audits, newId: randomUUID }, manager, conversationId);
    expect(await stores.heads.get(next)).toBeUndefined();
    expect((await stores.transcript.after(next, 0, 10)).map(({ type }) => type)).toEqual(['Lost']);
    expect(await stores.records.facts(next)).toEqual([]);
    const tombstone = async () => {
      const { Item } = await engine
        .newClient()
        .send(new GetCommand({ TableName: 'Conversations', Key: { pk: `T#erased#C#${conversationId}` } }));
      return JSON.stringify(Item);
    };
    expect(await tombstone()).not.toMatch(/Customer|Agent|agent-1/);
    const consume = async (before: Head | undefined, after: Head) => {
      await recordChange({ records: stores.records }, before, after);
      await recordInteraction(stores, before, after);
      await retain(deps, before, after);
    };
    for (const [before, after] of [
      [undefined, old],
      [old, next],
      [undefined, old],
    ] as const)
      await consume(before, after);
    expect(await stores.records.facts(next)).toEqual([]);
    expect(await interactions.get(next)).toBeUndefined();
    expect(await interactions.counts('erased', next.queueId)).toEqual({ waiting: 0, interacting: 0 });
    expect(await tombstone()).not.toMatch(/Customer|Agent|agent-1/);
  });

  describe('given a conversation longer than a step', () => {
    /** An ended conversation of 25 messages, steps of 10, and what the stream of heads hands over of them, in order. */
    const long = async (tenantId: string) => {
      const client = engine.newClient();
      const stores = dynamoStores(client, setClock());
      const settings = dynamoSettingsStore(client, 'Directory');
      await settings.setRetentionDays(tenantId, 30);
      const { head } = await stores.heads.create(aHead({ tenantId, seq: 25 }));
      for (let seq = 1; seq <= 25; seq += 1) {
        const said = {
          type: 'Text',
          participantId: 'c1',
          purpose: 'customer',
          name: 'C',
          text: 'x',
        } as const;
        await stores.transcript.put({ ...head, seq, time: epoch, ...said }, {});
      }
      await recordChange({ records: stores.records }, undefined, head);
      const changes: { readonly old: Head; readonly next: Head }[] = [];
      let last = head;
      const heads = {
        ...stores.heads,
        apply: async <R extends string>(key: ConversationKey, transition: Transition<R>) => {
          const outcome = await stores.heads.apply(key, transition);
          if (outcome.ok) changes.push({ old: last, next: outcome.head });
          if (outcome.ok) last = outcome.head;
          return outcome;
        },
      };
      const interactions = dynamoInteractionStore(client, 'Records');
      const archive = dynamoArchive(client, tables, async () => {}, 10);
      const deps = { settings, archive, heads, interactions, media: memoryMediaStore(), clock: setClock() };
      await heads.apply(head, end(endedAt));
      const consume = async (): Promise<number> => {
        let taken = 0;
        for (let change = changes.shift(); change !== undefined; change = changes.shift(), taken += 1)
          await retain(deps, change.old, change.next);
        return taken;
      };
      const kept = async () => {
        const scans = Object.values(tables).map((TableName) => client.send(new ScanCommand({ TableName })));
        const items = (await Promise.all(scans)).flatMap(({ Items }) => Items ?? []);
        return items.filter(({ pk }) => String(pk).startsWith(`T#${tenantId}#C#`));
      };
      return { head, deps, consume, kept };
    };

    test('when it is to expire, then the stream goes on until every item does', async () => {
      const { consume, kept } = await long('long-expires');
      expect(await consume()).toBe(3);
      const items = await kept();
      expect(items.length).toBeGreaterThan(26);
      expect(new Set(items.map(({ ttl }) => ttl))).toEqual(
        new Set([Math.ceil(endedAt / 1000) + 30 * 86_400]),
      );
    });

    test('when it is deleted, then the call does one step and the stream goes on until nothing but sealed places is left', async () => {
      const { head, deps, consume, kept } = await long('long-erased');
      const manager = aPrincipal({ tenantId: 'long-erased', userId: 'manager' });
      const audits = memoryAuditStore();
      await consume();
      await deleteConversation({ ...deps, audits, newId: randomUUID }, manager, head.conversationId);
      expect((await kept()).filter(({ type }) => type === 'Text')).toHaveLength(15);
      expect(await consume()).toBe(3);
      const left = await kept();
      expect(left.filter(({ type }) => type === 'Lost')).toHaveLength(25);
      expect(left).toHaveLength(26);
      expect(JSON.stringify(left)).not.toMatch(/Agent|Customer|"x"/);
    });
  });
});
