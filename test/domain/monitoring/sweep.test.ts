import { describe, expect, test } from 'vitest';
import { memoryHeadStore } from '../../../src/adapters/memory/head-store.ts';
import { memoryRecordStore } from '../../../src/adapters/memory/record-store.ts';
import { limits } from '../../../src/contract/limits.ts';
import { claim, renew } from '../../../src/domain/head/monitoring-transitions.ts';
import { sweepSessions } from '../../../src/domain/monitoring/sweep-sessions.ts';
import { recordChange } from '../../../src/domain/timeline/derive-facts.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aLease } from '../../support/factories.ts';

/** A session that was last heard of 20 s after its claim, with the stream read up to now. */
const heldOnce = async () => {
  const clock = setClock();
  const records = memoryRecordStore();
  const pending: Promise<void>[] = [];
  const heads = memoryHeadStore(({ old, next }) => pending.push(recordChange({ records }, old, next)));
  const { head } = await heads.create(aHead({ rev: 1, change: 'started' }));
  const claimBy = (supervisorId: string) =>
    heads.apply(
      head,
      claim({
        conversationId: head.conversationId,
        supervisorId,
        name: supervisorId,
        issued: 1,
        divisions: ['*'],
        participantId: 'a1',
        onTransfer: 'follow',
        now: clock.now(),
      }),
    );
  await claimBy('s1');
  clock.move(20_000);
  await heads.apply(head, renew({ supervisorId: 's1', fence: 1 }, clock.now()));
  await Promise.all(pending);
  const ends = async () => {
    await Promise.all(pending);
    const facts = await records.facts(head);
    return facts
      .filter((fact) => fact.type === 'monitoring.ended')
      .map(({ fence, disconnectType, time }) => [fence, disconnectType, time - epoch]);
  };
  return { clock, claimBy, ends, sweep: () => sweepSessions({ heads, records, clock }) };
};

describe('the sweep', () => {
  test('Given a live session, when it is swept, then it stays', async () => {
    const { sweep, ends } = await heldOnce();
    expect(await sweep()).toEqual({ seen: 1, closed: 0, isWhole: true });
    expect(await ends()).toEqual([]);
  });

  test('Given an expired session that nobody claimed, when it is swept twice, then it ends once, at the time it was last seen', async () => {
    const { clock, sweep, ends } = await heldOnce();
    clock.move(limits.leaseMs);
    expect(await sweep()).toEqual({ seen: 1, closed: 1, isWhole: true });
    expect(await ends()).toEqual([[1, 'session.expired', 20_000]]);
    expect(await sweep()).toEqual({ seen: 0, closed: 0, isWhole: true });
    expect(await ends()).toHaveLength(1);
  });

  test('Given an expired session that another claimed, when it is swept, then the new one stays and the old one ended by the claim', async () => {
    const { clock, claimBy, sweep, ends } = await heldOnce();
    clock.move(limits.leaseMs);
    expect((await claimBy('s2')).ok).toBe(true);
    expect(await ends()).toEqual([[1, 'session.expired', 20_000]]);
    expect((await sweep()).closed).toBe(0);
    expect(await ends()).toHaveLength(1);
  });

  test('Given more expired sessions than one sweep has time for, when sweeps follow each other, then each goes on where the one before stopped, and all are closed', async () => {
    const clock = setClock();
    const records = memoryRecordStore();
    const heads = memoryHeadStore();
    for (let n = 0; n < 60; n += 1) {
      const key = { tenantId: 'tenant-a', conversationId: `c${n}` };
      await heads.create(aHead({ ...key, fence: 1, lease: aLease({ expires: epoch - 1 }) }));
      await records.putHeld({ ...key, fence: 1, supervisorId: 'supervisor-1' });
    }
    // Each look at a batch takes longer than a sweep may go on for.
    const get: typeof heads.get = async (key) => {
      clock.move(limits.sweepMs / 20);
      return heads.get(key);
    };
    const sweep = () => sweepSessions({ heads: { ...heads, get }, records, clock });
    expect(await sweep()).toEqual({ seen: 25, closed: 25, isWhole: false });
    expect(await sweep()).toEqual({ seen: 25, closed: 25, isWhole: false });
    expect(await sweep()).toEqual({ seen: 10, closed: 10, isWhole: true });
    expect(await records.sweptTo()).toBeUndefined();
    expect(await sweep()).toEqual({ seen: 25, closed: 0, isWhole: false });
  });
});
