import { describe, expect, test } from 'vitest';
import { revokeGrants } from '../../../src/domain/monitoring/revoke-grants.ts';
import { startMonitoring } from '../../../src/domain/monitoring/start-monitoring.ts';
import { createChannel } from '../../../src/domain/sockets/create-channel.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const reason = 'signed.out';
const target = { conversationId: 'c', participantId: 'a1' };

const setUp = async () => {
  const stores = memoryStores();
  const deps = { ...stores, clock: setClock(), newId: () => 'channel', websocketUrl: 'wss://x' };
  const me = aPrincipal({ issued: epoch - 1_000 });
  await stores.presences.put(me.tenantId, me.userId, {
    systemPresence: 'Available',
    modified: epoch,
    version: 1,
  });
  const { head } = await stores.heads.create(aHead({ conversationId: 'c' }));
  const again = { ...me, issued: epoch + 2_000 };
  return { deps, me, again, head };
};

describe('a revocation', () => {
  test('Given a session that no socket follows, when its holder is revoked, then it is over, and why', async () => {
    const { deps, me, head } = await setUp();
    await startMonitoring(deps, me, target, {});
    await revokeGrants(deps, me, me.userId, { reason });
    expect(await deps.heads.get(head)).toMatchObject({ fence: 1, closed: { by: me.userId, reason } });
    expect((await deps.heads.get(head))?.lease).toBeUndefined();
  });

  test('Given a session of a newer token, when the revocation comes to it late, then the session stays', async () => {
    const { deps, again, head } = await setUp();
    await startMonitoring(deps, again, target, {});
    await revokeGrants(deps, again, again.userId, { reason });
    expect((await deps.heads.get(head))?.lease).toMatchObject({ issued: again.issued });
  });

  test('Given a revoked token, when it claims or opens a channel, then it is refused and nothing stays', async () => {
    const { deps, me, head } = await setUp();
    await deps.revocations.revoke(me.tenantId, me.userId, epoch, reason);
    await expect(startMonitoring(deps, me, target, {})).rejects.toMatchObject({
      code: 'authentication.required',
    });
    await expect(createChannel(deps, me)).rejects.toMatchObject({ code: 'authentication.required' });
    expect((await deps.heads.get(head))?.lease).toBeUndefined();
    expect(await deps.channels.ofUser(me.tenantId, me.userId)).toEqual([]);
  });

  test('Given a session that a revocation has not reached yet, when its holder signs in anew and claims, then the session is a new one', async () => {
    const { deps, me, again, head } = await setUp();
    await startMonitoring(deps, me, target, {});
    await deps.revocations.revoke(me.tenantId, me.userId, epoch, reason);
    const { session, created } = await startMonitoring(deps, again, target, {});
    expect([session.fence, created]).toEqual([2, true]);
    await revokeGrants(deps, me, me.userId, { reason });
    expect((await deps.heads.get(head))?.lease).toMatchObject({ issued: again.issued });
  });
});
