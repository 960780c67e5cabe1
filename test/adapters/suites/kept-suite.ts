import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { GuestStore } from '../../../src/domain/messages/guest-session.ts';
import type { AuditStore } from '../../../src/domain/shared/audit.ts';
import type { RevocationStore } from '../../../src/domain/shared/principal.ts';
import type { InteractionStore } from '../../../src/domain/views/interaction.ts';
import { interactionOf } from '../../../src/domain/views/interaction.ts';
import { epoch } from '../../support/clock.ts';
import { aHead } from '../../support/factories.ts';

/** What views, audits, guests and revocations must keep, and keep apart, on every store. */
export const keptSuite = (
  make: () => {
    readonly interactions: InteractionStore;
    readonly audits: AuditStore;
    readonly guests: GuestStore;
    readonly revocations: RevocationStore;
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
