import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Head } from '../../../src/domain/head/head.ts';
import type { GuestStore } from '../../../src/domain/messages/guest-session.ts';
import type { AuditStore } from '../../../src/domain/shared/audit.ts';
import type { RevocationStore } from '../../../src/domain/shared/principal.ts';
import { type InteractionStore, interactionOf } from '../../../src/domain/views/interaction.ts';
import type { SettingsStore } from '../../../src/domain/views/retain.ts';
import { epoch } from '../../support/clock.ts';
import { aHead } from '../../support/factories.ts';

/** What views, audits, guests, revocations and settings must keep, and keep apart, on every store. */
export const keptSuite = (
  make: () => {
    readonly interactions: InteractionStore;
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
      await interactions.put(newer);
      await interactions.put({ ...newer, rev: 4, state: 'inProgress' });
      expect(await interactions.get(head)).toMatchObject({ rev: 5, state: 'ended' });
      expect(await interactions.get({ ...head, tenantId: 'tenant-b' })).toBeUndefined();
    });

    test('Given interactions of two tenants and states, when a range is walked, then it holds those that started within it, in its order', async () => {
      const { interactions } = make();
      const tenantId = randomUUID();
      const put = async (startTime: number, given: Partial<Head> = {}) => {
        const interaction = interactionOf(aHead({ tenantId, startTime, ...given }), undefined);
        await interactions.put(interaction);
        return interaction.conversationId;
      };
      const [early, middle, late] = [await put(1), await put(20), await put(300)];
      await put(20, { state: 'ended', endTime: 30 });
      await put(20, { tenantId: randomUUID() });
      const walk = async (from: number, to: number, order: 'asc' | 'desc') => {
        const ids: string[] = [];
        for await (const one of interactions.range({ tenantId, state: 'inProgress', from, to, order }))
          ids.push(one.conversationId);
        return ids;
      };
      expect(await walk(0, Number.MAX_SAFE_INTEGER, 'asc')).toEqual([early, middle, late]);
      expect(await walk(1, 20, 'desc')).toEqual([middle, early]);
      expect(await walk(2, 299, 'asc')).toEqual([middle]);
    });

    test('Given a user whose list names conversations, when one is taken from it, twice, then the others stay, as do other users and tenants', async () => {
      const { interactions } = make();
      const [one, two, foreign] = [randomUUID(), randomUUID(), randomUUID()];
      const key = (tenantId: string, conversationId: string) => ({ tenantId, conversationId });
      const userId = randomUUID();
      for (const id of [one, two, one]) await interactions.list(key('tenant-a', id), userId);
      await interactions.list(key('tenant-b', foreign), userId);
      expect(await interactions.panelOf('tenant-a', userId)).toHaveLength(2);
      await interactions.unlist(key('tenant-a', one), userId);
      await interactions.unlist(key('tenant-a', one), userId);
      expect(await interactions.panelOf('tenant-a', userId)).toEqual([key('tenant-a', two)]);
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
