import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { NoteStore } from '../../../src/domain/timeline/note.ts';
import { epoch } from '../../support/clock.ts';

/** What every store of supervisors' notes must do. */
export const noteStoreSuite = (make: () => NoteStore): void => {
  describe('notes', () => {
    const fresh = () => ({ tenantId: 'tenant-a', conversationId: randomUUID(), noteId: 'n' });
    const content = { seq: 1, text: 'Well explained', authorName: 'Supervisor One', time: epoch };

    test('Given a note, when it is changed, then it keeps the date on which it was made, and loses the label that is not said again', async () => {
      const store = make();
      const key = { ...fresh(), authorId: 's1' };
      const first = await store.put(key, { ...content, label: 'praise' });
      expect(first).toEqual({
        id: 'n',
        conversationId: key.conversationId,
        seq: 1,
        text: 'Well explained',
        label: 'praise',
        author: { id: 's1', name: 'Supervisor One' },
        createdDate: new Date(epoch).toISOString(),
        modifiedDate: new Date(epoch).toISOString(),
      });
      const changed = await store.put(key, { ...content, seq: 2, text: 'Better', time: epoch + 1 });
      const { label: _, ...rest } = first ?? {};
      const modifiedDate = new Date(epoch + 1).toISOString();
      expect(changed).toEqual({ ...rest, seq: 2, text: 'Better', modifiedDate });
      expect(await store.all(key)).toEqual([changed]);
    });

    test('Given two authors with the same id of a note, when one is deleted, then the other stays, as do other tenants', async () => {
      const store = make();
      const key = fresh();
      const [one, two] = [
        { ...key, authorId: 's1' },
        { ...key, authorId: 's11' },
      ];
      await store.put(one, content);
      const kept = await store.put(two, { ...content, time: epoch + 5 });
      const foreign = await store.put({ ...one, tenantId: 'tenant-b' }, content);
      expect((await store.all(key)).length).toBe(2);
      expect((await store.all(key, 's1')).map(({ author }) => author.id)).toEqual(['s1']);
      expect([await store.delete(one), await store.delete(one)]).toEqual([true, false]);
      expect(await store.all(key)).toEqual([kept]);
      expect(await store.all({ ...key, tenantId: 'tenant-b' })).toEqual([foreign]);
    });
  });
};
