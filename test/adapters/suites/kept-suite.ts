import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Head } from '../../../src/domain/head/head.ts';
import type { GuestStore } from '../../../src/domain/messages/guest-session.ts';
import { type AuditStore, originDigest } from '../../../src/domain/shared/audit.ts';
import type { OccupancyStore } from '../../../src/domain/shared/failure.ts';
import type { RevocationStore } from '../../../src/domain/shared/principal.ts';
import {
  type InteractionRange,
  type InteractionStore,
  interactionOf,
  listings,
} from '../../../src/domain/views/interaction.ts';
import type { SettingsStore } from '../../../src/domain/views/retain.ts';
import { epoch } from '../../support/clock.ts';
import { aHead, aLease } from '../../support/factories.ts';

/** What views, audits, guests, revocations and settings must keep, and keep apart, on every store. */
export const keptSuite = (
  make: () => {
    readonly interactions: InteractionStore;
    readonly occupancy: OccupancyStore;
    readonly audits: AuditStore;
    readonly guests: GuestStore;
    readonly revocations: RevocationStore;
    readonly settings: SettingsStore;
  },
): void => {
  describe('what is kept', () => {
    test('Given an interaction, when an older change of it comes again, then the newer one stays', async () => {
      const { interactions } = make();
      const head = aHead({ rev: 5, state: 'ended', endTime: epoch });
      const newer = interactionOf(head, undefined);
      expect(await interactions.replace(head, undefined, newer)).toBe(true);
      const older = interactionOf({ ...head, rev: 4, state: 'inProgress' }, undefined);
      expect(await interactions.replace(head, undefined, older)).toBe(false);
      expect(await interactions.replace(head, { ...newer, rev: 3 }, older)).toBe(false);
      expect(await interactions.counts(head.tenantId, head.queueId)).toEqual({ waiting: 0, interacting: 0 });
      expect(await interactions.get(head)).toMatchObject({ rev: 5, state: 'ended' });
      expect(await interactions.get({ ...head, tenantId: 'tenant-b' })).toBeUndefined();
    });

    test('Given interactions in all listings and two queues, when they are walked through, then each range holds its own, in order, and goes on behind a position', async () => {
      const { interactions } = make();
      const tenantId = randomUUID();
      const lease = aLease();
      const started = (n: number, more: Partial<Head>): Head =>
        aHead({ tenantId, conversationId: `c${n}`, startTime: epoch + Math.floor(n / 2), ...more });
      const heads = Array.from({ length: 12 }, (_, n) =>
        started(n, {
          queueId: n % 2 === 0 ? 'even' : 'odd.free',
          ...(n % 3 === 1 ? { fence: 1, lease } : {}),
          ...(n % 3 === 2 ? { state: 'ended', endTime: epoch } : {}),
        }),
      );
      for (const head of heads) await interactions.replace(head, undefined, interactionOf(head, undefined));
      const walk = async (more: Partial<InteractionRange>): Promise<readonly string[]> => {
        const range = { tenantId, listings, from: 0, to: epoch + 60_000, order: 'asc', expected: 2 } as const;
        const found: string[] = [];
        for await (const { conversationId } of interactions.range({ ...range, ...more }))
          found.push(conversationId);
        return found;
      };
      const idsOf = (...numbers: readonly number[]) => numbers.map((n) => `c${n}`);
      // c10 and c11 started at once: by id the former comes first, as c2 would come behind c10 of the same start.
      const all = idsOf(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11);
      expect(await walk({})).toEqual(all);
      expect(await walk({ order: 'desc' })).toEqual(all.toReversed());
      expect(await walk({ listings: ['ended'] })).toEqual(idsOf(2, 5, 8, 11));
      expect(await walk({ listings: ['monitored'], queueIds: ['even'] })).toEqual(idsOf(4, 10));
      expect(await walk({ queueIds: ['odd', 'odd.free'] })).toEqual(idsOf(1, 3, 5, 7, 9, 11));
      expect(await walk({ from: epoch + 2, to: epoch + 3 })).toEqual(idsOf(4, 5, 6, 7));
      const after = { startTime: epoch + 2, conversationId: 'c4' };
      expect(await walk({ after })).toEqual(all.slice(5));
      expect(await walk({ after, order: 'desc' })).toEqual(all.slice(0, 4).toReversed());
      expect(await walk({ after, from: epoch + 4 })).toEqual(idsOf(8, 9, 10, 11));
      expect(await walk({ after, to: epoch + 1 })).toEqual([]);
      expect(await interactions.counts(tenantId, 'even')).toEqual({ waiting: 0, interacting: 4 });
      expect(await interactions.counts(tenantId, 'odd.free')).toEqual({ waiting: 0, interacting: 4 });
      expect(await interactions.counts(randomUUID(), 'even')).toEqual({ waiting: 0, interacting: 0 });
    });

    test("Given one customer's interactions among others, when they are walked back from one, then those before it come, the newest first, and tell of no monitor", async () => {
      const { interactions } = make();
      const tenantId = randomUUID();
      const put = async (n: number, customer: string | undefined, more: Partial<Head> = {}) => {
        const head = aHead({ tenantId, conversationId: `c${n}`, startTime: epoch + n, ...more });
        await interactions.replace(head, undefined, interactionOf(head, undefined, customer));
        return head;
      };
      for (const n of [1, 2, 5]) await put(n, 'one', { fence: 1, lease: aLease() });
      await put(3, 'another');
      await put(4, undefined);
      await put(1, 'one', { tenantId: randomUUID() });
      const walk = async (startTime: number) => {
        const found = [];
        const before = { startTime, conversationId: 'c' };
        for await (const one of interactions.ofCustomer(tenantId, 'one', before, 2)) found.push(one);
        return found;
      };
      const back = await walk(epoch + 5);
      expect(back.map(({ conversationId }) => conversationId)).toEqual(['c2', 'c1']);
      expect(JSON.stringify(back)).not.toContain('supervisor');
      expect(await walk(epoch + 1)).toEqual([]);
    });

    test('Given interactions of a tenant, when they begin, are monitored and end, then the tenant has as many as are in progress, and a correction is added', async () => {
      const { interactions, occupancy } = make();
      const tenantId = randomUUID();
      const [free, monitored] = [aHead({ tenantId, rev: 1 }), aHead({ tenantId, rev: 1 })];
      const rows = [free, monitored].map((head) => interactionOf(head, undefined));
      const held = interactionOf({ ...monitored, rev: 2, fence: 1, lease: aLease() }, rows[1]);
      const ended = interactionOf({ ...free, rev: 2, state: 'ended', endTime: epoch }, rows[0]);
      await interactions.replace(free, undefined, rows[0]);
      await interactions.replace(monitored, undefined, rows[1]);
      await interactions.replace(monitored, rows[1], held);
      expect(await interactions.occupancy(tenantId)).toEqual({ conversations: 2, monitors: 1 });
      await interactions.replace(free, rows[0], ended);
      expect(await interactions.occupancy(tenantId)).toEqual({ conversations: 1, monitors: 1 });
      // One of before these counts were kept is in none of them.
      const { occupies: _, ...former } = interactionOf(
        aHead({ tenantId, conversationId: 'former' }),
        undefined,
      );
      await interactions.replace(former, undefined, former);
      expect(await interactions.occupancy(tenantId)).toEqual({ conversations: 1, monitors: 1 });
      await interactions.replace(former, former, { ...former, occupies: true });
      expect(await occupancy.of(tenantId)).toEqual({ conversations: 2, monitors: 1 });
      await interactions.correct(tenantId, undefined, { conversations: -1, monitors: 2 });
      expect(await interactions.occupancy(tenantId)).toEqual({ conversations: 1, monitors: 3 });
      const before = await interactions.counts(tenantId, free.queueId);
      await interactions.correct(tenantId, free.queueId, { waiting: 3, interacting: -1 });
      expect(await interactions.counts(tenantId, free.queueId)).toEqual({
        waiting: before.waiting + 3,
        interacting: before.interacting - 1,
      });
      expect(await interactions.occupancy(randomUUID())).toEqual({ conversations: 0, monitors: 0 });
    });

    test('Given a user whose list names conversations, when one is taken from it, twice, then the others stay, as do other users and tenants', async () => {
      const { interactions } = make();
      const [one, two, foreign] = [randomUUID(), randomUUID(), randomUUID()];
      const key = (tenantId: string, conversationId: string) => ({ tenantId, conversationId });
      const userId = randomUUID();
      for (const id of [one, two, one]) await interactions.list(key('tenant-a', id), userId);
      await interactions.list(key('tenant-b', foreign), userId);
      expect(await interactions.isListed(key('tenant-a', one), userId)).toBe(true);
      for (const [id, user] of [
        [foreign, userId],
        [one, `${userId}0`],
      ] as const)
        expect(await interactions.isListed(key('tenant-a', id), user)).toBe(false);
      expect(await interactions.panelOf('tenant-a', userId)).toHaveLength(2);
      await interactions.unlist(key('tenant-a', one), userId);
      await interactions.unlist(key('tenant-a', one), userId);
      expect(await interactions.panelOf('tenant-a', userId)).toEqual([key('tenant-a', two)]);
      expect(await interactions.isListed(key('tenant-a', one), userId)).toBe(false);
      expect(await interactions.panelOf('tenant-b', userId)).toEqual([key('tenant-b', foreign)]);
      expect(await interactions.panelOf('tenant-a', `${userId}0`)).toEqual([]);
    });

    test('Given a tenant that says how long it keeps, when it says so again, then that counts, for it alone', async () => {
      const { settings } = make();
      const tenantId = randomUUID();
      expect(await settings.retentionDays(tenantId)).toBeUndefined();
      await settings.setRetentionDays(tenantId, 30);
      await settings.setRetentionDays(tenantId, 7);
      expect(await settings.retentionDays(tenantId)).toBe(7);
      expect(await settings.retentionDays(randomUUID())).toBeUndefined();
    });

    test('Given audits of two tenants, when one reads its own, then it reads no other', async () => {
      const { audits } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const audit = (userId: string) => ({
        time: '2026-01-01T00:00:00.000Z',
        action: 'record.exported' as const,
        userId,
        entityId: 'c',
      });
      await audits.add(one, audit('of-one'), randomUUID());
      await audits.add(two, audit('of-two'), randomUUID());
      expect(await audits.newest(one, 10)).toEqual([audit('of-one')]);
      expect(await audits.newest(two, 10)).toEqual([audit('of-two')]);
      // What a stream tells is for the oversight log: telling it again is no fault, and nobody reads it here.
      for (const _ of [1, 2]) await audits.witness(one, audit('of-one'), 'conversation-1.7.0');
      expect(await audits.newest(one, 10)).toEqual([audit('of-one')]);
    });

    test('Given audits of which some are kept from a reader, when the newest are read, then those take no room', async () => {
      const { audits } = make();
      const tenantId = randomUUID();
      for (let n = 0; n < 6; n += 1)
        await audits.add(
          tenantId,
          {
            time: `2026-01-01T00:00:0${n}.000Z`,
            action: n % 2 === 0 ? 'queue.changed' : 'notes.read',
            userId: 'u',
            entityId: `e${n}`,
          },
          randomUUID(),
        );
      const shown = await audits.newest(tenantId, 2, async ({ action }) => action === 'queue.changed');
      expect(shown.map(({ entityId }) => entityId)).toEqual(['e4', 'e2']);
    });

    test('Given audits that say where from, when origins are read, then each tenant has its own, and no entry holds an address', async () => {
      const { audits } = make();
      const [one, two] = [randomUUID(), randomUUID()];
      const origin = { address: '192.0.2.1', salt: randomUUID() };
      const audit = {
        time: '2026-01-01T00:00:00.000Z',
        action: 'session.released' as const,
        userId: 'u',
        entityId: 'c.m1',
        conversationId: 'c',
        subjectId: 'supervisor-1',
        reason: 'training',
        from: originDigest(origin),
      };
      await audits.add(one, audit, randomUUID(), { ...origin, until: epoch });
      await audits.add(two, { ...audit, from: 'another' }, randomUUID());
      expect(await audits.newest(one, 10)).toEqual([audit]);
      expect(await audits.origins(one)).toEqual([origin]);
      expect(await audits.origins(two)).toEqual([]);
    });

    test('Given guests of two tenants with the same id, when each is read, then neither is the other', async () => {
      const { guests } = make();
      const guestId = randomUUID();
      const guest = (tenantId: string) => ({
        tenantId,
        guestId,
        integrationId: `of-${tenantId}`,
        name: 'Guest',
        secretHash: 'x',
        created: 1,
        expires: epoch,
      });
      await guests.put(guest('tenant-a'));
      await guests.put(guest('tenant-b'));
      expect(await guests.get('tenant-a', guestId)).toEqual(guest('tenant-a'));
      expect(await guests.get('tenant-b', guestId)).toEqual(guest('tenant-b'));
    });

    test('Given a revocation, when an older one comes late, then the newer one stands, and for its own user alone', async () => {
      const { revocations } = make();
      const userId = randomUUID();
      await revocations.revoke('tenant-a', userId, epoch + 2, 'signed.out');
      await revocations.revoke('tenant-a', userId, epoch + 1, 'signed.out');
      expect(await revocations.revokedAt('tenant-a', userId)).toBe(epoch + 2);
      expect(await revocations.revokedAt('tenant-b', userId)).toBe(0);
    });
  });
};
