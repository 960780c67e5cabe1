import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { end } from '../../../src/domain/head/amend.ts';
import type { ConversationKey, Head } from '../../../src/domain/head/head.ts';
import { recordChange } from '../../../src/domain/timeline/derive-facts.ts';
import { forgetInteraction, interactionOf } from '../../../src/domain/views/interaction.ts';
import { epoch } from '../../support/clock.ts';
import { aHead } from '../../support/factories.ts';
import type { Kept, Stores } from '../../support/stores.ts';

const dayMs = 86_400_000;
const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C', text: 'secret' } as const;

/** An ended conversation of which every store keeps something. */
export const furnish = async (stores: Stores, tenantId: string) => {
  const key = { tenantId, conversationId: randomUUID() };
  const { head } = await stores.heads.create(aHead({ ...key, seq: 3 }));
  for (const seq of [1, 3]) await stores.transcript.put({ ...key, seq, time: epoch, ...said }, {});
  await stores.notices.put({ ...key, time: epoch, kind: 'panel', panelId: 'order' }, {});
  await recordChange(stores, undefined, head);
  await stores.records.putWrapUpNote(key, 'a1', { notes: 'called back' });
  await stores.notes.put(
    { ...key, authorId: 's1', noteId: 'n' },
    { seq: 1, text: 'well said', authorName: 'S', time: epoch },
  );
  await stores.panels.put(key, 'order', { schemaId: 'order', data: {} }, epoch);
  await stores.panels.putAttributes(key, 'c1', { phone: '+1555' });
  await stores.interactions.replace(head, undefined, interactionOf(head, undefined));
  await stores.recipients.put(key, { integrationId: 'i1', address: '+15550100001' });
  await stores.deliveries.claim({ ...key, seq: 2 }, 'i1', epoch, epoch + 1);
  const outcome = await stores.heads.apply(head, end(epoch));
  if (!outcome.ok) throw new Error('it did not end');
  return outcome.head;
};

const contents = async (stores: Stores, key: ConversationKey) => ({
  said: (await stores.transcript.after(key, 0, 10)).filter(({ type }) => type === 'Text').length,
  facts: (await stores.records.facts(key)).length,
  wrapUps: Object.keys(await stores.records.wrapUpNotes(key)).length,
  notes: (await stores.notes.all(key)).length,
  panels: (await stores.panels.all(key)).length,
  attributes: Object.keys(await stores.panels.attributes(key)).length,
  view: [await stores.interactions.get(key)].filter(Boolean).length,
  recipients: [await stores.recipients.get(key)].filter(Boolean).length,
  deliveries: [await stores.deliveries.get({ ...key, seq: 2 })].filter(Boolean).length,
});

/** The views' row goes with what it counts for, everything else at once. */
const eraseAll = async (
  stores: Stores,
  head: Pick<Head, 'tenantId' | 'conversationId' | 'seq'>,
): Promise<void> => {
  await forgetInteraction(stores.interactions, head);
  expect(await stores.archive.erase(head, epoch, 0)).toBeUndefined();
};

/** What every archive must let go of: all that any store keeps of a conversation. */
export const archiveSuite = (make: () => Stores & Kept): void => {
  describe('the archive', () => {
    test('Given a conversation of which every store keeps something, when it is erased, then nothing of it is left but sealed places, and another tenant keeps its own', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      const other = await furnish(stores, 'tenant-b');
      const all = await contents(stores, other);
      expect(Object.values(all)).not.toContain(0);
      await eraseAll(stores, head);
      expect(Object.values(await contents(stores, head)).filter((count) => count > 0)).toEqual([]);
      expect(await stores.kept(head)).toEqual(Array(head.seq).fill(epoch + dayMs));
      expect(await contents(stores, other)).toEqual(all);
    });

    test('Given an erased conversation, when a message that was on its way is stored, then its place is taken', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      await eraseAll(stores, head);
      for (const seq of [1, 2, 3]) await stores.transcript.put({ ...head, seq, time: epoch, ...said }, {});
      expect((await stores.transcript.after(head, 0, 10)).map(({ type }) => type)).toEqual(
        Array(3).fill('Lost'),
      );
    });

    test('Given an erased conversation, when it is erased as an older change knew it, then every place stays sealed', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      await eraseAll(stores, head);
      await eraseAll(stores, { ...head, seq: 1 });
      expect(await stores.kept(head)).toEqual(Array(head.seq).fill(epoch + dayMs));
    });

    test('Given a conversation, when it is to expire, then every item of it does, its head says so, and what has its time keeps it', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      const at = epoch + 30 * dayMs;
      await stores.archive.expire(head, at, 0);
      const noticeUntil = epoch + 3_600_000;
      expect(new Set(await stores.kept(head))).toEqual(new Set([at, noticeUntil]));
      await stores.archive.expire(head, at + dayMs, 0);
      expect(new Set(await stores.kept(head))).toEqual(new Set([at, noticeUntil]));
      expect((await stores.heads.get(head))?.keptUntil).toBe(at / 1000);
    });

    test('Given a conversation that expires, when something of it is changed or written anew, then a change keeps its time, and what is new has none yet', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      const at = epoch + 30 * dayMs;
      await stores.archive.expire(head, at, 0);
      await stores.panels.put(head, 'order', { schemaId: 'order', data: {} }, epoch);
      await stores.panels.putAttributes(head, 'c1', { phone: '+1556' });
      const note = { seq: 1, text: 'better said', authorName: 'S', time: epoch };
      await stores.notes.put({ ...head, authorId: 's1', noteId: 'n' }, note);
      expect(await stores.kept(head)).not.toContain(undefined);
      await stores.notes.put({ ...head, authorId: 's1', noteId: 'm' }, { ...note, keptUntil: at / 1000 });
      expect(await stores.kept(head)).not.toContain(undefined);
      await stores.interactions.replace(
        head,
        await stores.interactions.get(head),
        interactionOf({ ...head, rev: head.rev + 1 }, undefined),
      );
      await stores.notes.put({ ...head, authorId: 's1', noteId: 'o' }, note);
      expect((await stores.kept(head)).filter((until) => until === undefined)).toHaveLength(2);
    });

    test('Given a conversation that expires, when a message that was on its way is stored, then its place is taken', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      await stores.archive.expire(head, epoch + 30 * dayMs, 0);
      await stores.transcript.put({ ...head, seq: 2, time: epoch, ...said }, {});
      expect((await stores.transcript.after(head, 1, 1))[0]?.type).toBe('Lost');
    });

    test('Given something written beside the messages of a conversation that has its time, or is erased, when it is let go of, then it has that time, or goes, and messages stay', async () => {
      const stores = make();
      const head = await furnish(stores, 'tenant-a');
      const before = await contents(stores, head);
      await stores.archive.letGo(head, epoch / 1000 + 1);
      expect(await contents(stores, head)).toEqual(before);
      expect((await stores.kept(head)).filter((until) => until === undefined)).toHaveLength(before.said);
      await stores.archive.letGo(head);
      const left = await contents(stores, head);
      expect([left.said, left.view]).toEqual([before.said, before.view]);
      expect(Object.values(left).filter((count) => count > 0)).toHaveLength(2);
    });

    test('Given no conversation, when it is to expire, then none comes to be', async () => {
      const stores = make();
      const key = { tenantId: 'tenant-a', conversationId: randomUUID(), seq: 0, lastTime: epoch };
      await stores.archive.expire(key, epoch, 0);
      expect(await stores.heads.get(key)).toBeUndefined();
      expect(await stores.kept(key)).toEqual([]);
    });
  });
};
