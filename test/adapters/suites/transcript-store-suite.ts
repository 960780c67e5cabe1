import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Entry, TranscriptStore } from '../../../src/domain/transcript/message.ts';
import { epoch } from '../../support/clock.ts';

const entry = (conversationId: string, seq: number, text = `text ${seq}`): Entry => ({
  tenantId: 'tenant-a',
  conversationId,
  seq,
  time: epoch + seq,
  type: 'Text',
  participantId: 'c1',
  purpose: 'customer',
  name: 'Customer',
  text,
});

/** What every store of messages must do. */
export const transcriptStoreSuite = (make: () => TranscriptStore): void => {
  describe('messages', () => {
    test('Given a place that is taken, when another entry is put there, then the first stays and is answered', async () => {
      const store = make();
      const id = randomUUID();
      const first = entry(id, 1, 'first');
      expect(await store.put(first, {})).toEqual(first);
      expect(await store.put(entry(id, 1, 'second'), { fence: 1 })).toEqual(first);
      const lost: Entry = { tenantId: 'tenant-a', conversationId: id, seq: 1, time: epoch, type: 'Lost' };
      expect(await store.put(lost, {})).toEqual(first);
      expect(await store.get(first, 1)).toEqual(first);
    });

    test('Given ten writers of one place, when they write at once, then all are answered the one that stands', async () => {
      const store = make();
      const id = randomUUID();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => store.put(entry(id, 3, `${i}`), {})),
      );
      const stands = await store.get({ tenantId: 'tenant-a', conversationId: id }, 3);
      expect(answers).toEqual(Array.from({ length: 10 }, () => stands));
    });

    test('Given twelve entries written out of order, when read after a place, then they come in order, as many as asked', async () => {
      const store = make();
      const id = randomUUID();
      for (const seq of [12, 2, 1, 11, 10, 3, 9, 4, 8, 5, 7, 6]) await store.put(entry(id, seq), {});
      const seqs = async (after: number, limit: number) =>
        (await store.after({ tenantId: 'tenant-a', conversationId: id }, after, limit)).map((e) => e.seq);
      expect(await seqs(0, 5)).toEqual([1, 2, 3, 4, 5]);
      expect(await seqs(5, 100)).toEqual([6, 7, 8, 9, 10, 11, 12]);
      expect(await seqs(12, 10)).toEqual([]);
    });

    test('Given a message whose files are on their way, when it is said what became of them, then each is said once; what was unavailable may come after all', async () => {
      const store = make();
      const id = randomUUID();
      const key = { tenantId: 'tenant-a', conversationId: id };
      const message = { ...entry(id, 1), fetched: {} };
      await store.put(message, {});
      await store.put(entry(id, 2), {});
      const media = { id: '1.0', name: 'a.png', mime: 'image/png', bytes: 3 };
      expect(await store.settle(key, 1, 0, { media })).toBe(true);
      expect(await store.settle(key, 1, 0, { reason: 'refused' })).toBe(false);
      expect(await store.settle(key, 1, 1, { reason: 'unavailable' })).toBe(true);
      expect(await store.settle(key, 1, 1, { media })).toBe(true);
      expect(await store.settle(key, 1, 2, { reason: 'refused' })).toBe(true);
      expect(await store.settle(key, 1, 2, { media })).toBe(false);
      const fetched = { 0: { media }, 1: { media }, 2: { reason: 'refused' } };
      expect(await store.get(key, 1)).toEqual({ ...message, fetched });
      expect(await store.put(entry(id, 1, 'again'), {})).toEqual({ ...message, fetched });
      for (const seq of [2, 3]) expect(await store.settle(key, seq, 0, { media })).toBe(false);
      expect(await store.get(key, 2)).toEqual(entry(id, 2));
      expect(await store.get(key, 3)).toBeUndefined();
    });

    test('Given the same conversation id in another tenant, when read there, then nothing is there', async () => {
      const store = make();
      const id = randomUUID();
      await store.put(entry(id, 1), { fence: 3 });
      const elsewhere = { tenantId: 'tenant-b', conversationId: id };
      expect(await store.get(elsewhere, 1)).toBeUndefined();
      expect(await store.after(elsewhere, 0, 10)).toEqual([]);
    });

    test('Given more than 1 MB of text, when read in one page, then all of it comes', async () => {
      const store = make();
      const id = randomUUID();
      for (let seq = 1; seq <= 20; seq += 1) await store.put(entry(id, seq, 'ü'.repeat(32_000)), {});
      expect(await store.after({ tenantId: 'tenant-a', conversationId: id }, 0, 200)).toHaveLength(20);
    });
  });
};
