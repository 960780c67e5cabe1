import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { JobQuery } from '../../../src/contract/details-query.ts';
import { epoch } from '../../support/clock.ts';
import type { Stores } from '../../support/stores.ts';

type Directory = Pick<
  Stores,
  | 'consoleSettings'
  | 'queues'
  | 'integrations'
  | 'addresses'
  | 'presences'
  | 'users'
  | 'members'
  | 'wrapupCodes'
  | 'jobs'
  | 'cursors'
  | 'relocations'
>;

const listed = async <T>(items: AsyncIterable<T>): Promise<readonly T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

/** What every directory must do: queues, integrations, addresses, presences, users and members. */
export const directorySuite = (make: () => Directory): void => {
  describe('the directory', () => {
    test('Given a queue, when it is changed, read elsewhere and disbanded, then each tenant sees its own', async () => {
      const { queues, members } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const queue = { id: 'queue-1', name: 'First', division: { id: 'division-1' } };
      expect(await queues.put(one, queue)).toBe(true);
      expect(await queues.put(one, { ...queue, name: 'Second' })).toBe(true);
      expect(await queues.get(one, 'queue-1')).toEqual({ ...queue, name: 'Second' });
      expect(await queues.get(two, 'queue-1')).toBeUndefined();
      await queues.put(two, { ...queue, id: 'queue-2' });
      expect(await listed(queues.all(one))).toEqual([{ ...queue, name: 'Second' }]);
      expect(await listed(queues.all(two))).toEqual([{ ...queue, id: 'queue-2' }]);
      expect(await members.disband(two, 'queue-1')).toBe(true);
      expect(await queues.get(one, 'queue-1')).toBeDefined();
      expect(await members.disband(one, 'queue-1')).toBe(true);
      expect(await members.disband(one, 'queue-1')).toBe(true);
      expect(await queues.get(one, 'queue-1')).toBeUndefined();
    });

    test('Given a queue with a member and a wrap-up code, when it is disbanded, then it is gone once both are, and nothing can be added to it', async () => {
      const { queues, members, wrapupCodes } = make();
      const tenantId = randomUUID();
      const key = { tenantId, queueId: 'queue-1', userId: 'user-1' };
      const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
      const member = { userId: 'user-1', name: 'One', joined: true, atWork };
      const enter = (version: number) => members.enter(key, member, { queues: { 'queue-1': true }, version });
      const assign = () => wrapupCodes.assign(tenantId, 'queue-1', 'solved');
      expect([await enter(1), await assign()]).toEqual(['gone', 'gone']);
      await queues.put(tenantId, { id: 'queue-1', name: 'First', division: { id: 'division-1' } });
      expect([await enter(1), await assign()]).toEqual(['done', 'done']);
      expect([await enter(2), await assign()]).toEqual(['changed', 'done']);
      expect(await members.disband(tenantId, 'queue-1')).toBe(false);
      expect(await members.leave(key, { queues: {}, version: 2 })).toBe(true);
      expect(await members.leave(key, { queues: {}, version: 3 })).toBe(false);
      expect(await members.disband(tenantId, 'queue-1')).toBe(false);
      expect(await wrapupCodes.unassign(tenantId, 'queue-1', 'solved')).toBe(true);
      expect(await members.disband(tenantId, 'queue-1')).toBe(true);
      expect([await enter(3), await assign()]).toEqual(['gone', 'gone']);
      expect((await members.queuesOf(tenantId, 'user-1')).version).toBe(2);
    });

    test('Given an integration, when it is changed and removed here, then what is answered here follows at once', async () => {
      const { integrations } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const integration = { id: 'integration-1', messageType: 'sms', queue: { id: 'queue-1' } } as const;
      await integrations.put(one, integration);
      expect(await integrations.get(one, 'integration-1')).toEqual(integration);
      await integrations.put(one, { ...integration, queue: { id: 'queue-2' } });
      expect((await integrations.get(one, 'integration-1'))?.queue.id).toBe('queue-2');
      expect(await integrations.get(two, 'integration-1')).toBeUndefined();
      const listed: unknown[] = [];
      for await (const item of integrations.all(one)) listed.push(item);
      expect(listed).toEqual([{ ...integration, queue: { id: 'queue-2' } }]);
      expect(await integrations.remove(one, 'integration-1')).toBe(true);
      expect(await integrations.get(one, 'integration-1')).toBeUndefined();
      expect(await integrations.remove(one, 'integration-1')).toBe(false);
    });

    test("Given a console's settings, when they are set, then they are the tenant's alone", async () => {
      const { consoleSettings } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      expect(await consoleSettings.get(one)).toBeUndefined();
      const settings = { timeZone: 'Asia/Kolkata', views: [{ name: 'Long', search: 'longer=10' }] };
      await consoleSettings.put(one, settings);
      expect(await consoleSettings.get(one)).toEqual(settings);
      expect(await consoleSettings.get(two)).toBeUndefined();
    });

    test('Given a new address, when ten point it at once, then all are answered the one that stands', async () => {
      const { addresses } = make();
      const address = { tenantId: 'tenant-a', integrationId: 'i', from: `+1 ${randomUUID()} ü#` };
      expect(await addresses.find(address, false)).toBeUndefined();
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, i) => addresses.point(address, undefined, `conversation-${i}`)),
      );
      expect(new Set(answers).size).toBe(1);
      expect(await addresses.find(address, true)).toBe(answers[0]);
      expect(await addresses.find({ ...address, tenantId: 'tenant-b' }, true)).toBeUndefined();
      expect(await addresses.find({ ...address, integrationId: 'j' }, true)).toBeUndefined();
    });

    test('Given an address that points on, when it is moved from where it was and from where it is not, then only the first moves it', async () => {
      const { addresses } = make();
      const address = { tenantId: 'tenant-a', integrationId: 'i', from: randomUUID() };
      await addresses.point(address, undefined, 'one');
      expect(await addresses.previous(address)).toBeUndefined();
      expect(await addresses.point(address, 'one', 'two')).toBe('two');
      expect(await addresses.previous(address)).toBe('one');
      expect(await addresses.point(address, 'one', 'three')).toBe('two');
      expect(await addresses.point(address, undefined, 'four')).toBe('two');
      expect(await addresses.find(address, false)).toBe('two');
      expect(await addresses.previous(address)).toBe('one');
    });

    test('Given an address that has been forgotten, when it is moved from where it was, then it points to the new one', async () => {
      const { addresses } = make();
      const address = { tenantId: 'tenant-a', integrationId: 'i', from: randomUUID() };
      expect(await addresses.point(address, 'forgotten', 'new')).toBe('new');
      expect(await addresses.find(address, true)).toBe('new');
    });

    test('Given a user without a presence, when it is read, then it is Offline, and what is set is read back', async () => {
      const { presences } = make();
      const userId = randomUUID();
      expect(await presences.get('tenant-a', userId)).toEqual({ systemPresence: 'Offline' });
      const presence = { systemPresence: 'On Queue', modified: epoch, version: 1 } as const;
      expect(await presences.put('tenant-a', userId, presence)).toBe(true);
      expect(await presences.put('tenant-a', userId, { ...presence, systemPresence: 'Away' })).toBe(false);
      expect(await presences.get('tenant-a', userId)).toEqual(presence);
      expect(await presences.get('tenant-b', userId)).toEqual({ systemPresence: 'Offline' });
    });

    test('Given a user, when it is stored by versions, then only the next one counts, and each tenant sees its own', async () => {
      const { users } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const user = { id: 'user-1', name: 'One', division: { id: 'd' }, state: 'active', version: 1 } as const;
      const race = await Promise.all([1, 2, 3].map(() => users.put(one, user)));
      expect(race.filter(Boolean)).toHaveLength(1);
      expect(await users.put(one, { ...user, name: 'Stale', version: 3 })).toBe(false);
      expect(await users.put(one, { ...user, name: 'Two', version: 2 })).toBe(true);
      expect(await users.put(one, { ...user, name: 'Late', version: 2 })).toBe(false);
      expect(await users.create(one, user)).toBe('known');
      expect(await users.get(one, 'user-1')).toEqual({ ...user, name: 'Two', version: 2 });
      expect(await users.get(two, 'user-1')).toBeUndefined();
      expect(await listed(users.all(one))).toEqual([{ ...user, name: 'Two', version: 2 }]);
      expect(await listed(users.all(two))).toEqual([]);
    });

    test('Given a member, when they enter, change and leave, then the queue shows each once, with the newest copy', async () => {
      const { members, queues } = make();
      const key = { tenantId: randomUUID(), queueId: 'queue-1', userId: 'user-1' };
      for (const id of ['queue-1', 'queue-10'])
        await queues.put(key.tenantId, { id, name: id, division: { id: 'division-1' } });
      const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
      const member = { userId: 'user-1', name: 'One', joined: true, atWork };
      expect(await members.rename(key, 'Nobody')).toBe(false);
      expect(await members.reflect(key, { ...atWork, version: 1 })).toBeUndefined();
      expect(await members.join(key, true, { queues: { 'queue-1': true }, version: 1 })).toBe(false);
      expect(await members.enter(key, member, { queues: { 'queue-1': true }, version: 1 })).toBe('done');
      expect(await members.join(key, false, { queues: { 'queue-1': false }, version: 2 })).toBe(true);
      expect(await members.rename(key, 'New')).toBe(true);
      const idle = { systemPresence: 'On Queue', modified: 7, status: 'IDLE', since: 7, version: 3 } as const;
      const shown = { ...member, name: 'New', joined: false, atWork: idle };
      expect(await members.reflect(key, idle)).toEqual(shown);
      expect(await members.reflect(key, idle)).toEqual(shown);
      expect(await members.reflect(key, { ...idle, status: 'INTERACTING', version: 2 })).toBeUndefined();
      expect(await members.get(key)).toEqual(shown);
      const both = { queues: { 'queue-1': false, 'queue-10': true }, version: 3 };
      expect(await members.enter({ ...key, queueId: 'queue-10' }, member, both)).toBe('done');
      expect(await listed(members.of(key.tenantId, 'queue-1'))).toEqual([shown]);
      expect(await listed(members.of(randomUUID(), 'queue-1'))).toEqual([]);
      expect(await members.leave(key, { queues: { 'queue-10': true }, version: 4 })).toBe(true);
      expect(await listed(members.of(key.tenantId, 'queue-1'))).toEqual([]);
    });

    test("Given a user's queues of some version, when a member is written beside another than the next, then neither changes", async () => {
      const { members, queues } = make();
      const key = { tenantId: randomUUID(), queueId: 'queue-1', userId: 'user-1' };
      await queues.put(key.tenantId, { id: 'queue-1', name: 'First', division: { id: 'division-1' } });
      const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
      const member = { userId: 'user-1', name: 'One', joined: true, atWork };
      const state = async () => [await members.queuesOf(key.tenantId, 'user-1'), await members.get(key)];
      expect(await state()).toEqual([{ queues: {}, version: 0 }, undefined]);
      const next = { queues: { 'queue-1': true }, version: 1 };
      const race = await Promise.all([1, 2].map(() => members.enter(key, member, next)));
      expect([...race].sort()).toEqual(['changed', 'done']);
      expect(await state()).toEqual([next, member]);
      for (const version of [1, 3]) {
        const stale = { queues: {}, version };
        expect(await members.leave(key, stale)).toBe(false);
        expect(await members.join(key, false, stale)).toBe(false);
        expect(await members.enter(key, { ...member, name: 'Stale' }, stale)).toBe('changed');
      }
      expect(await state()).toEqual([next, member]);
    });

    test('Given wrap-up codes, when queues have some of them, then each tenant and queue has its own', async () => {
      const { wrapupCodes, queues } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      await queues.put(one, { id: 'queue-1', name: 'First', division: { id: 'division-1' } });
      const code = { id: 'solved', name: 'Solved', division: { id: 'division-1' } };
      await wrapupCodes.put(one, code);
      await wrapupCodes.put(one, { id: 'open', name: 'Open' });
      expect(await wrapupCodes.get(one, 'solved')).toEqual(code);
      expect(await wrapupCodes.get(two, 'solved')).toBeUndefined();
      expect((await listed(wrapupCodes.all(one))).map(({ id }) => id).sort()).toEqual(['open', 'solved']);
      for (const codeId of ['solved', 'open', 'solved']) await wrapupCodes.assign(one, 'queue-1', codeId);
      expect(await wrapupCodes.ofQueue(one, 'queue-1')).toEqual(['open', 'solved']);
      expect(await wrapupCodes.ofQueue(one, 'queue-10')).toEqual([]);
      expect(await wrapupCodes.ofQueue(two, 'queue-1')).toEqual([]);
      expect(await wrapupCodes.unassign(one, 'queue-1', 'open')).toBe(true);
      expect(await wrapupCodes.unassign(one, 'queue-1', 'open')).toBe(false);
      expect(await wrapupCodes.ofQueue(one, 'queue-1')).toEqual(['solved']);
      expect(await wrapupCodes.remove(one, 'solved')).toBe(true);
      expect(await wrapupCodes.remove(one, 'solved')).toBe(false);
      expect(await wrapupCodes.change(one, { id: 'open', name: 'Opened' })).toBe(true);
      expect(await wrapupCodes.get(one, 'open')).toEqual({ id: 'open', name: 'Opened' });
      // A code that was deleted meanwhile does not come back by a change.
      expect(await wrapupCodes.change(one, code)).toBe(false);
      expect(await wrapupCodes.get(one, 'solved')).toBeUndefined();
    });

    test('Given a tenant that is not served here, when the fence is opened, then it is, and others were all along', async () => {
      const { relocations } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      expect(await relocations.of(one)).toBeUndefined();
      for (const relocation of [
        { state: 'moving', since: 1 },
        { state: 'moved', since: 1, url: 'https://there.example' },
      ] as const) {
        await relocations.set(one, relocation);
        expect(await relocations.of(one)).toEqual(relocation);
      }
      expect(await relocations.of(two)).toBeUndefined();
      await relocations.set(one, undefined);
      expect(await relocations.of(one)).toBeUndefined();
    });

    test('Given a place, when a cursor is made of it, then it opens for its user alone, says nothing of the place, and nothing made up opens', async () => {
      const { cursors } = make();
      const owner = { tenantId: randomUUID(), userId: 'user-1' };
      const place = '1795396170000.a29e12f1';
      const cursor = await cursors.seal(owner, place);
      expect(await cursors.seal(owner, place)).toBe(cursor);
      expect(await cursors.open(owner, cursor)).toBe(place);
      expect(cursor).not.toContain('a29e12f1');
      expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/1795396|a29e/);
      expect(await cursors.open({ ...owner, userId: 'user-2' }, cursor)).toBeUndefined();
      expect(await cursors.open({ ...owner, tenantId: randomUUID() }, cursor)).toBeUndefined();
      const changed = `${cursor.slice(0, 20)}${cursor[20] === 'A' ? 'B' : 'A'}${cursor.slice(21)}`;
      for (const made of ['', 'x', place, changed, cursor.slice(4), `${cursor}AAAA`])
        expect(await cursors.open(owner, made), made).toBeUndefined();
    });

    test('Given a kept question, when it is read and removed, then it is as it was asked, in its tenant alone', async () => {
      const { jobs } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const query = JobQuery.parse({
        interval: '2026-01-01T00:00:00Z/2026-01-02T00:00:00Z',
        segmentFilters: [{ type: 'or', predicates: [{ metric: 'tMonitoring', range: { gte: 1.5 } }] }],
      });
      const job = { id: 'job-1', userId: 'user-1', query, submitted: 1, until: 2 };
      await jobs.put(one, job);
      expect(await jobs.get(one, 'job-1')).toEqual(job);
      expect(await jobs.get(two, 'job-1')).toBeUndefined();
      await jobs.remove(two, 'job-1');
      await jobs.remove(one, 'job-1');
      expect(await jobs.get(one, 'job-1')).toBeUndefined();
    });
  });
};
