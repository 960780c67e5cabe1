import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import { memoryPresenceStore } from '../../src/adapters/memory/user-store.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';
import { iso } from '../../src/domain/shared/clock.ts';
import { Failure } from '../../src/domain/shared/failure.ts';
import { epoch, setClock } from '../support/clock.ts';
import { deep } from '../support/deep.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { figure } from '../support/print.ts';
import { memoryStores } from '../support/stores.ts';

const permissions = ['conversation:message:monitor'] as const;
const rounds = deep ? 50 : 15;
const claimants = 200;

describe('claims for one conversation', () => {
  const engine = useEngine();

  test(`Given ${claimants} supervisors, when all claim at once, then one wins and every other learns who (${rounds} rounds)`, async () => {
    const heads = dynamoHeadStore(engine.client(), 'Conversations');
    const presences = memoryPresenceStore();
    const deps = { ...memoryStores(), heads, presences, clock: setClock(), newId: randomUUID };
    const supervisors = Array.from({ length: claimants }, (_, i) =>
      aPrincipal({ userId: `supervisor-${i}`, name: `Supervisor ${i}`, permissions }),
    );
    for (const me of supervisors)
      await presences.put(me.tenantId, me.userId, {
        systemPresence: 'Available',
        modified: epoch,
        version: 1,
      });

    let wins = 0;
    let told = 0;
    for (let round = 0; round < rounds; round += 1) {
      const { head } = await heads.create(aHead());
      const target = { conversationId: head.conversationId, participantId: 'a1' };
      const results = await Promise.allSettled(
        supervisors.map((me) => startMonitoring(deps, me, target, {})),
      );
      const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
      const lost = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
      expect(won).toHaveLength(1);
      expect(won[0]?.created).toBe(true);
      const holder = won[0]?.session.supervisor;
      for (const failure of lost) {
        expect(failure).toBeInstanceOf(Failure);
        expect(failure).toMatchObject({
          code: 'conversation.already.monitored',
          params: { monitorUserId: holder?.id, monitorName: holder?.name, startTime: iso(epoch) },
        });
      }
      const after = await heads.get(head);
      expect(after).toMatchObject({ fence: 1, rev: 3, lease: { supervisorId: holder?.id } });
      wins += won.length;
      told += lost.length;
    }
    expect(wins).toBe(rounds);
    expect(told).toBe(rounds * (claimants - 1));
    figure(
      'contested claims',
      `${rounds * claimants} in ${rounds} rounds, ${wins} won, ${told} told the winner`,
    );
  });

  test('Given a lease that expires now, when 50 supervisors claim at once, then one takes over with the next fence', async () => {
    const heads = dynamoHeadStore(engine.client(), 'Conversations');
    const presences = memoryPresenceStore();
    const clock = setClock();
    const supervisors = Array.from({ length: 50 }, (_, i) =>
      aPrincipal({ userId: `supervisor-${i}`, permissions }),
    );
    for (const me of supervisors)
      await presences.put(me.tenantId, me.userId, {
        systemPresence: 'Available',
        modified: epoch,
        version: 1,
      });
    const { head } = await heads.create(
      aHead({
        fence: 7,
        lease: aLease({ supervisorId: 'gone', name: 'Gone', expires: epoch }),
      }),
    );
    const target = { conversationId: head.conversationId, participantId: 'a1' };
    const results = await Promise.allSettled(
      supervisors.map((me) =>
        startMonitoring({ ...memoryStores(), heads, presences, clock, newId: randomUUID }, me, target, {}),
      ),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    expect((await heads.get(head))?.fence).toBe(8);
  });
});
