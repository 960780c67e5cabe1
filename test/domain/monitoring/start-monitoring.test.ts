import { describe, expect, test } from 'vitest';
import type { Head } from '../../../src/domain/head/head.ts';
import { startMonitoring } from '../../../src/domain/monitoring/start-monitoring.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const teamLead = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
const participants: Head['participants'] = {
  ...aHead().participants,
  a2: { purpose: 'agent', name: 'Agent Two', userId: 'agent-2', since: epoch },
};

const claimOn = async (
  given: Partial<Head>,
  me = teamLead,
  systemPresence: 'Available' | 'Busy' = 'Available',
) => {
  const stores = memoryStores();
  await stores.presences.put(me.tenantId, me.userId, { systemPresence, modified: epoch });
  const { head } = await stores.heads.create(aHead({ conversationId: 'c', participants, ...given }));
  const target = { conversationId: 'c', participantId: 'a2' };
  const result = await startMonitoring({ ...stores, clock: setClock() }, me, target, {}).catch(
    ({ code, params }: { code: string; params: object }) => ({ code, params }),
  );
  return { result, before: head, after: await stores.heads.get(head) };
};

describe('a claim', () => {
  test('Given a supervisor who takes part, when they claim their colleague, then they are told the same with and without a monitor', async () => {
    const [free, monitored, expired] = [
      await claimOn({}),
      await claimOn({ fence: 1, lease: aLease({ participantId: 'a2' }) }),
      await claimOn({ fence: 1, lease: aLease({ participantId: 'a2', expires: epoch }) }),
    ];
    expect(free.result).toEqual({ code: 'participant.not.monitorable', params: { monitorable: '' } });
    expect(monitored.result).toEqual(free.result);
    expect(expired.result).toEqual(free.result);
    for (const { before, after } of [free, monitored, expired]) expect(after).toEqual(before);
  });

  test('Given a presence that is not Available, when claiming, then it is named and nothing is written', async () => {
    const { result, before, after } = await claimOn({}, aPrincipal(), 'Busy');
    expect(result).toEqual({ code: 'monitor.presence.not.available', params: { systemPresence: 'Busy' } });
    expect(after).toEqual(before);
  });

  test('Given my own session on another agent, when I claim, then it is re-pointed and the fence stays', async () => {
    const { result, after } = await claimOn({ fence: 4, lease: aLease() }, aPrincipal());
    expect(result).toMatchObject({
      created: false,
      session: { id: 'c.m4', monitoredParticipantId: 'a2', headSeq: 1 },
    });
    expect(after?.lease?.participantId).toBe('a2');
  });
});
