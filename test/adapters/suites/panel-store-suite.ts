import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import type { PanelStore } from '../../../src/domain/monitoring/panel-store.ts';
import { epoch } from '../../support/clock.ts';

/** What every store of panels and attributes must do. */
export const panelStoreSuite = (make: () => PanelStore): void => {
  describe('panels', () => {
    const fresh = () => ({ tenantId: 'tenant-a', conversationId: randomUUID() });
    const data = { '': null, 'a.b#c': { deep: ['x', 0, ''] } };

    test('Given a panel, when it is set again, then its version grows, its data comes back as it was, and no other tenant has it', async () => {
      const store = make();
      const key = fresh();
      expect(await store.get(key, 'order')).toBeUndefined();
      await store.put(key, 'order', { schemaId: 'one', data: {} }, epoch);
      const second = await store.put(key, 'order', { schemaId: 'two', data }, epoch + 1);
      const modifiedDate = new Date(epoch + 1).toISOString();
      expect(second).toEqual({ id: 'order', schemaId: 'two', data, modifiedDate, version: 2 });
      expect(await store.get(key, 'order')).toEqual(second);
      const first = await store.put(key, 'address', { schemaId: 'one', data: {} }, epoch);
      expect(await store.all(key)).toEqual([first, second]);
      expect(await store.all({ ...key, tenantId: 'tenant-b' })).toEqual([]);
      expect(await store.get({ ...key, tenantId: 'tenant-b' }, 'order')).toBeUndefined();
    });

    test('Given attributes, when more are set, then they are merged, by participant, under any name', async () => {
      const store = make();
      const key = fresh();
      expect(await store.putAttributes(key, 'a1', {})).toEqual({});
      expect(await store.attributes(key)).toEqual({});
      await store.putAttributes(key, 'a1', { pk: 'one', sk: 'two' });
      const merged = { pk: 'three', sk: 'two', version: '' };
      expect(await store.putAttributes(key, 'a1', { pk: 'three', version: '' })).toEqual(merged);
      await store.putAttributes(key, 'a2', { pk: 'other' });
      expect(await store.putAttributes(key, 'a1', {})).toEqual(merged);
      expect(await store.attributes(key)).toEqual({ a1: merged, a2: { pk: 'other' } });
      expect(await store.attributes({ ...key, tenantId: 'tenant-b' })).toEqual({});
    });

    test('Given as many participants with attributes as a conversation can have, set at once, when another gets some, then not one too many has', async () => {
      const store = make();
      const key = fresh();
      const most = limits.attributedParticipants;
      const put = (id: string) => store.putAttributes(key, id, { a: 'b' });
      const answers = await Promise.all(Array.from({ length: most + 3 }, (_, i) => put(`a${i}`)));
      expect(answers.filter((one) => one !== undefined)).toHaveLength(most);
      expect(Object.keys(await store.attributes(key))).toHaveLength(most);
      expect(await put('another')).toBeUndefined();
      const there = answers.findIndex((one) => one !== undefined);
      expect(await store.putAttributes(key, `a${there}`, { c: 'd' })).toEqual({ a: 'b', c: 'd' });
    });
  });
};
