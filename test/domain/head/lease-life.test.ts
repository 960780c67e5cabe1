import { describe, expect, test } from 'vitest';
import { memoryHeadStore } from '../../../src/adapters/memory/head-store.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { epoch } from '../../support/clock.ts';
import { aHead, aLease } from '../../support/factories.ts';
import { type MoveName, moves } from '../../support/moves.ts';

const now = epoch + 1_000;
const participants = {
  ...aHead().participants,
  a2: { purpose: 'agent', name: 'Agent Two', userId: 'agent-2', since: epoch },
} as const;
const states = {
  free: aHead({ fence: 3, participants }),
  mine: aHead({ fence: 3, participants, lease: aLease() }),
  theirs: aHead({ fence: 3, participants, lease: aLease({ supervisorId: 'supervisor-2' }) }),
  expired: aHead({ fence: 3, participants, lease: aLease({ expires: now }) }),
  ended: aHead({ fence: 3, participants, state: 'ended', endTime: epoch }),
} satisfies Record<string, Head>;
type State = keyof typeof states;

/** What becomes of each move of `supervisor-1`, who believes that fence 3 is theirs, in each state: the drawing in lease.ts. */
const life: Record<
  'claim' | 'renew' | 'repoint' | 'release' | 'releaseBy' | 'sweep' | 'end',
  Record<State, string>
> = {
  claim: { free: 'held 4', mine: 'held', theirs: 'held', expired: 'held 4', ended: 'ended' },
  renew: { free: 'lost', mine: 'held 3', theirs: 'lost', expired: 'lost', ended: 'lost' },
  repoint: { free: 'lost', mine: 'held 3', theirs: 'lost', expired: 'lost', ended: 'lost' },
  release: { free: 'lost', mine: 'free', theirs: 'lost', expired: 'lost', ended: 'lost' },
  releaseBy: { free: 'lost', mine: 'free', theirs: 'free', expired: 'lost', ended: 'lost' },
  sweep: { free: 'lost', mine: 'lost', theirs: 'lost', expired: 'free', ended: 'lost' },
  end: { free: 'free', mine: 'free', theirs: 'free', expired: 'free', ended: 'ended' },
};

const cases = Object.entries(life).flatMap(([move, row]) =>
  Object.entries(row).map(([state, becomes]) => [move as MoveName, state as State, becomes] as const),
);

const become = async (
  move: MoveName,
  state: State,
  given: { fence?: number; participantId?: string; divisions?: readonly string[] } = {},
) => {
  const heads = memoryHeadStore();
  const { head } = await heads.create(states[state]);
  const by = {
    supervisorId: 'supervisor-1',
    fence: 3,
    participantId: 'a2',
    divisions: ['*'],
    print: 'm',
    now,
    seen: head,
  };
  const outcome = await heads.apply(head, moves[move]({ ...by, ...given }));
  if (!outcome.ok) return { what: outcome.refusal, before: head, head };
  const lease = outcome.head.lease;
  return {
    what: lease === undefined ? 'free' : `held ${outcome.head.fence}`,
    before: head,
    head: outcome.head,
  };
};

describe('the life of a lease', () => {
  test.each(cases)(
    'Given a supervisor who would %s, when the lease is %s, then: %s',
    async (move, state, becomes) => {
      expect((await become(move, state)).what).toBe(becomes);
    },
  );

  test.each(['renew', 'repoint', 'release', 'releaseBy', 'sweep'] as const)(
    'Given a stale fence, when its holder would %s, then it is lost in every state',
    async (move) => {
      for (const state of Object.keys(states) as State[])
        expect((await become(move, state, { fence: 2 })).what, state).toBe('lost');
    },
  );

  test.each([
    ['c1', 'notMonitorable'],
    ['nobody', 'notConnected'],
    ['toString', 'notConnected'],
  ])(
    'Given the participant %s, when claimed or pointed at, then it is refused as %s',
    async (participantId, refusal) => {
      expect((await become('claim', 'free', { participantId })).what).toBe(refusal);
      expect((await become('repoint', 'mine', { participantId })).what).toBe(refusal);
    },
  );

  test('Given a supervisor who is the agent, when they claim themselves, then they cannot be monitored', async () => {
    const heads = memoryHeadStore();
    const { head } = await heads.create(states.free);
    const by = {
      supervisorId: 'agent-1',
      fence: 0,
      participantId: 'a1',
      divisions: ['*'],
      print: 'm',
      now,
      seen: head,
    };
    expect(await heads.apply(head, moves.claim(by))).toMatchObject({ refusal: 'party' });
  });

  test.each([[[]], [['division-2']]])(
    'Given the divisions %j, when the conversation is in another, then a claim learns nothing of its state',
    async (divisions) => {
      for (const state of Object.keys(states) as State[])
        expect((await become('claim', state, { divisions })).what, state).toBe('hidden');
    },
  );

  test('Given a claim, when it wins, then fence and rev grow by one, and the lease lives for its time from now', async () => {
    const { before, head } = await become('claim', 'expired');
    expect([head.fence - before.fence, head.rev - before.rev, head.changed]).toEqual([1, 1, now]);
    expect(head.lease).toMatchObject({
      since: now,
      seen: now,
      expires: now + limits.leaseMs,
      participantId: 'a2',
    });
  });

  test('Given a renewal, when it succeeds, then only seen and expires move on and nothing is to be recorded', async () => {
    const { before, head } = await become('renew', 'mine');
    expect(head).toEqual({
      ...before,
      change: 'renewed',
      lease: { ...before.lease, seen: now, expires: now + limits.leaseMs },
    });
  });

  test('Given a release, when it succeeds, then how it ended is kept until the next claim', async () => {
    const { head } = await become('release', 'mine');
    expect(head.closed).toEqual({ type: 'client' });
    const heads = memoryHeadStore();
    await heads.create(head);
    const by = {
      supervisorId: 'supervisor-2',
      fence: 3,
      participantId: 'a1',
      divisions: ['*'],
      print: 'm',
      now,
      seen: head,
    };
    const next = await heads.apply(head, moves.claim(by));
    expect(next.head?.closed).toBeUndefined();
    expect(next.head?.fence).toBe(4);
  });
});
