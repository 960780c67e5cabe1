import { randomUUID as newId } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
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
  await stores.presences.put(me.tenantId, me.userId, { systemPresence, modified: epoch, version: 1 });
  const { head } = await stores.heads.create(aHead({ conversationId: 'c', participants, ...given }));
  const target = { conversationId: 'c', participantId: 'a2' };
  const result = await startMonitoring({ ...stores, clock: setClock(), newId }, me, target, {}).catch(
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

  test('Given a target who is gone or is no agent, when claiming, then it is told which, and whom one may monitor', async () => {
    const { a2: _gone, ...others } = participants;
    const gone = await claimOn({ participants: others }, aPrincipal());
    expect(gone.result).toEqual({ code: 'participant.not.connected', params: {} });
    const a2 = { purpose: 'customer', name: 'Other', since: epoch } as const;
    const customer = await claimOn({ participants: { ...participants, a2 } }, aPrincipal());
    expect(customer.result).toEqual({
      code: 'participant.not.monitorable',
      params: { monitorable: 'a1' },
    });
  });

  test('Given my own session on another agent, when I claim, then it is re-pointed and the fence stays', async () => {
    const { result, after } = await claimOn({ fence: 4, lease: aLease() }, aPrincipal());
    expect(result).toMatchObject({
      created: false,
      session: { id: 'c.m4', monitoredParticipantId: 'a2', headSeq: 1 },
    });
    expect(after?.lease?.participantId).toBe('a2');
  });

  describe('the page that it answers with', () => {
    /** A conversation of as many messages, each with so many bytes of text, but for those whose senders have died. */
    const claimAfter = async (count: number, bytes = 10, dead: readonly number[] = [], at = epoch) => {
      const stores = memoryStores();
      const me = aPrincipal();
      await stores.presences.put(me.tenantId, me.userId, {
        systemPresence: 'Available',
        modified: epoch,
        version: 1,
      });
      const { head } = await stores.heads.create(aHead({ seq: count, lastTime: epoch }));
      for (let seq = 1; seq <= count; seq += 1)
        if (!dead.includes(seq))
          await stores.transcript.put(
            {
              ...head,
              seq,
              time: epoch,
              type: 'Text',
              participantId: 'a1',
              purpose: 'agent',
              name: 'A',
              text: 'x'.repeat(bytes),
            },
            {},
          );
      const clock = setClock();
      clock.move(at - epoch);
      const target = { conversationId: head.conversationId, participantId: 'a1' };
      const { session } = await startMonitoring({ ...stores, clock, newId }, me, target, {});
      const uri = new URL(session.transcript?.previousUri ?? '', 'http://api').searchParams;
      return {
        seqs: session.transcript?.entities.map(({ seq, type }) => (type === 'Lost' ? -seq : seq)),
        previous: [uri.get('afterSeq'), uri.get('limit')].map((value) =>
          value === null ? undefined : Number(value),
        ),
      };
    };
    const upTo = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

    test('Given fewer messages than a page, when claimed, then all are there and nothing is before them', async () => {
      expect(await claimAfter(3)).toEqual({ seqs: [1, 2, 3], previous: [undefined, undefined] });
      expect((await claimAfter(0)).seqs).toEqual([]);
    });

    test('Given more messages than a page, when claimed, then the newest are there, and where to read those before', async () => {
      const page = await claimAfter(300);
      expect(page).toEqual({ seqs: upTo(251, 300), previous: [50, 200] });
      expect((await claimAfter(60)).previous).toEqual([0, 10]);
    });

    test('Given texts beyond a page\u2019s bytes, when claimed, then the newest that fit are there', async () => {
      const { seqs, previous } = await claimAfter(50, 60_000);
      expect(seqs).toEqual(upTo(35, 50));
      expect(previous).toEqual([0, 34]);
    });

    test('Given a message in flight, when claimed, then the page ends before it; and once its sender has died, shows it lost', async () => {
      expect((await claimAfter(4, 10, [3])).seqs).toEqual([1, 2]);
      expect((await claimAfter(4, 10, [3], epoch + limits.gapMs)).seqs).toEqual([1, 2, -3, 4]);
    });
  });
});
