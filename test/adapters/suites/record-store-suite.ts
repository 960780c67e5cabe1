import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Fact, HeldSession, RecordStore } from '../../../src/domain/timeline/fact.ts';
import { epoch } from '../../support/clock.ts';

const fact = (rev: number, index: number): Fact => ({
  rev,
  index,
  time: epoch + rev,
  type: 'participant.connected',
  participantId: `p${rev}`,
});

const heldOf = async (store: RecordStore, tenantId: string): Promise<readonly HeldSession[]> => {
  const found: HeldSession[] = [];
  for await (const session of store.held()) if (session.tenantId === tenantId) found.push(session);
  return found;
};

/** What every store of records must do. */
export const recordStoreSuite = (make: () => RecordStore): void => {
  describe('records', () => {
    test('Given notes of wrap-ups, when read, then each participant has the last one, and no other conversation has any', async () => {
      const store = make();
      const key = { tenantId: 'tenant-a', conversationId: randomUUID() };
      await store.putWrapUpNote(key, 'p1', { name: 'First', notes: 'written over' });
      await store.putWrapUpNote(key, 'p1', { notes: 'Refund sent' });
      await store.putWrapUpNote(key, 'p2', { name: 'Solved' });
      expect(await store.wrapUpNotes(key)).toEqual({ p1: { notes: 'Refund sent' }, p2: { name: 'Solved' } });
      expect(await store.wrapUpNotes({ ...key, tenantId: 'tenant-b' })).toEqual({});
      expect(await store.facts(key)).toEqual([]);
    });

    test('Given facts stored twice and out of order, when read, then each comes once, in the order of the changes', async () => {
      const store = make();
      const key = { tenantId: 'tenant-a', conversationId: randomUUID() };
      await store.putFacts(key, [fact(10, 0), fact(10, 1)]);
      await store.putFacts(key, [fact(2, 0)]);
      await store.putFacts(key, [fact(10, 0), fact(10, 1)]);
      expect(await store.facts(key)).toEqual([fact(2, 0), fact(10, 0), fact(10, 1)]);
      expect(await store.facts({ ...key, tenantId: 'tenant-b' })).toEqual([]);
    });

    test('Given held sessions of two tenants, when one is dropped, then the others are remembered, and found by their holder', async () => {
      const store = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const session = (tenantId: string, fence: number) => ({
        tenantId,
        conversationId: 'c',
        fence,
        supervisorId: `supervisor-${fence}`,
      });
      await store.putHeld(session(one, 1));
      await store.putHeld(session(one, 1));
      await store.putHeld(session(one, 2));
      await store.putHeld(session(two, 1));
      await store.dropHeld(session(one, 1));
      await store.dropHeld(session(one, 1));
      expect(await heldOf(store, one)).toEqual([session(one, 2)]);
      expect(await heldOf(store, two)).toEqual([session(two, 1)]);
      expect(await store.heldBy(one, 'supervisor-1')).toEqual([]);
      expect(await store.heldBy(one, 'supervisor-2')).toEqual([session(one, 2)]);
      expect(await store.heldBy(two, 'supervisor-1')).toEqual([session(two, 1)]);
    });

    test('Given a session under its holder, when it is put for the sweeper too, then both find it until it is dropped', async () => {
      const store = make();
      const session = { tenantId: randomUUID(), conversationId: 'c', fence: 1, supervisorId: 's' };
      await store.putHolder(session);
      expect(await heldOf(store, session.tenantId)).toEqual([]);
      expect(await store.heldBy(session.tenantId, 's')).toEqual([session]);
      await store.putHeld(session);
      expect(await heldOf(store, session.tenantId)).toEqual([session]);
      expect(await store.heldBy(session.tenantId, 's')).toEqual([session]);
      await store.dropHeld(session);
      expect(await heldOf(store, session.tenantId)).toEqual([]);
      expect(await store.heldBy(session.tenantId, 's')).toEqual([]);
    });

    test('Given held sessions, when a walk goes on behind one that was dropped meanwhile, then it meets those that it has not met, and no other', async () => {
      const store = make();
      const tenantId = randomUUID();
      for (let n = 0; n < 20; n += 1)
        await store.putHeld({ tenantId, conversationId: `c${n}`, fence: 1, supervisorId: 's' });
      const all = await heldOf(store, tenantId);
      expect(all).toHaveLength(20);
      const middle = all[7] as HeldSession;
      await store.dropHeld(middle);
      const rest: HeldSession[] = [];
      for await (const session of store.held(middle)) if (session.tenantId === tenantId) rest.push(session);
      expect(rest).toEqual(all.slice(8));
      for (const session of all) await store.dropHeld(session);
    });

    test('Given where a sweep stopped, when another one stops or comes to the end, then that is remembered', async () => {
      const store = make();
      const session = (fence: number) => ({ tenantId: 't', conversationId: 'c', fence, supervisorId: 's' });
      expect(await store.sweptTo()).toBeUndefined();
      await store.setSweptTo(session(1));
      await store.setSweptTo(session(2));
      expect(await store.sweptTo()).toEqual(session(2));
      await store.setSweptTo(undefined);
      expect(await store.sweptTo()).toBeUndefined();
    });
  });
};
