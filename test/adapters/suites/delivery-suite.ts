import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Stores } from '../../support/stores.ts';

/** What every store of deliveries, and of whom they are for, must do. */
export const deliverySuite = (make: () => Pick<Stores, 'deliveries' | 'recipients'>): void => {
  describe('deliveries', () => {
    const aPlace = () => ({ tenantId: 'tenant-a', conversationId: randomUUID(), seq: 3 });
    const sent = { status: 'sent', integrationId: 'i1' } as const;

    test('Given a message, when two attempts claim it at once, then one has it, and after its time another may', async () => {
      const { deliveries: store } = make();
      const place = aPlace();
      const claims = await Promise.all([store.claim(place, 'i1', 0, 100), store.claim(place, 'i1', 0, 100)]);
      expect(claims.sort()).toEqual(['busy', 'claimed']);
      expect(await store.claim(place, 'i1', 99, 200)).toBe('busy');
      expect(await store.claim(place, 'i1', 100, 200)).toBe('claimed');
    });

    test('Given a claim that came to nothing, when it is released, then the next attempt need not wait', async () => {
      const { deliveries: store } = make();
      const place = aPlace();
      await store.claim(place, 'i1', 0, 100);
      await store.release(place);
      expect(await store.claim(place, 'i1', 1, 100)).toBe('claimed');
    });

    test('Given a message that was sent, when it is claimed or released again, then it is done and stays sent', async () => {
      const { deliveries: store } = make();
      const place = aPlace();
      await store.claim(place, 'i1', 0, 100);
      expect(await store.advance(place, { ...sent, providerId: 'p1' })).toBe(true);
      await store.release(place).catch(() => undefined);
      expect(await store.claim(place, 'i1', 1_000, 2_000)).toBe('done');
      expect(await store.get(place)).toEqual({ ...sent, providerId: 'p1' });
    });

    test('Given receipts out of order, when they come, then the delivery only moves on and keeps its provider id', async () => {
      const { deliveries: store } = make();
      const place = aPlace();
      await store.claim(place, 'i1', 0, 100);
      await store.advance(place, { ...sent, providerId: 'p1' });
      expect(await store.advance(place, { ...sent, status: 'read' })).toBe(true);
      expect(await store.advance(place, { ...sent, status: 'delivered' })).toBe(false);
      expect(await store.get(place)).toEqual({ ...sent, status: 'read', providerId: 'p1' });
    });

    test("Given a delivery, when another integration's receipt names it, then nothing changes; nor does one of nothing", async () => {
      const { deliveries: store } = make();
      const place = aPlace();
      await store.claim(place, 'i1', 0, 100);
      expect(await store.advance(place, { status: 'failed', integrationId: 'i2' })).toBe(false);
      expect(await store.advance(aPlace(), sent)).toBe(false);
      expect((await store.get(place))?.status).toBe('sending');
      expect(await store.get(aPlace())).toBeUndefined();
    });

    test('Given a provider id, when it is asked for, then it is found for its own integration and tenant alone', async () => {
      const { deliveries: store } = make();
      const place = aPlace();
      const key = { tenantId: 'tenant-a', integrationId: 'i1' };
      await store.point(key, 'mid.#1', place, 1);
      expect(await store.find(key, 'mid.#1')).toEqual(place);
      expect(await store.find({ ...key, integrationId: 'i2' }, 'mid.#1')).toBeUndefined();
      expect(await store.find({ ...key, tenantId: 'tenant-b' }, 'mid.#1')).toBeUndefined();
    });

    test("Given a conversation's recipient, when it is asked for, then it is the one that was put", async () => {
      const { recipients } = make();
      const key = aPlace();
      expect(await recipients.get(key)).toBeUndefined();
      await recipients.put(key, { integrationId: 'i1', address: '+15550100001' });
      expect(await recipients.get(key)).toEqual({ integrationId: 'i1', address: '+15550100001' });
      const named = { integrationId: 'i1', address: 'a', name: 'Ada', attributes: { 'a b': '', c: 'd' } };
      await recipients.put(key, named);
      expect(await recipients.get(key)).toEqual(named);
    });
  });
};
