import { expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { claim } from '../../../src/domain/head/monitoring-transitions.ts';
import { connecting, countMove, leaving, transferring } from '../../../src/domain/head/roster.ts';
import { evolve, firstRefusal } from '../../../src/domain/head/transition.ts';
import { aHead, aLease } from '../../support/factories.ts';

const supervisorClaims = () =>
  claim({
    conversationId: 'any',
    supervisorId: 'supervisor-1',
    name: 'S',
    issued: 1,
    divisions: ['*'],
    participantId: 'a1',
    onTransfer: 'follow',
    now: 2,
  });

const someone = (n: number) => ({ purpose: 'bot', name: 'B', userId: `bot-${n}`, since: 1 }) as const;

test('Given as many participants as there may be at once, or in all, when another connects, then they are refused, monitored or not', () => {
  const here = Object.fromEntries(
    Array.from({ length: limits.participantsAtOnce }, (_, n) => [`b${n}`, someone(n)]),
  );
  const parties = Object.fromEntries(
    Array.from({ length: limits.participantsInAll }, (_, n) => [`p${n}`, true as const]),
  );
  for (const full of [{ participants: here }, { parties }])
    for (const monitored of [{}, { fence: 1, lease: aLease() }])
      expect(() => connecting(aHead({ ...full, ...monitored }), 'new', someone(99))).toThrow('conflict');
  expect(connecting(aHead(), 'new', someone(99)).change).toBe('participant');
});

test('Given a conversation that was joined, handed on and held as often as it can be, when one joins or holds, then they are refused, and what undoes it is not', () => {
  const head = aHead({ moves: limits.movesOfConversation });
  expect(() => connecting(head, 'new', someone(1))).toThrow('conflict');
  expect(() => transferring(head, 'a1', { id: 'new', participant: someone(1) })).toThrow('conflict');
  expect(() => countMove(head)).toThrow('conflict');
  expect(leaving(head, 'a1').change).toBe('participant');
});

test('Given a conversation, when it is monitored often, then those who take part can do as much as before', () => {
  const claimed = evolve(aHead({ moves: 7 }), supervisorClaims());
  expect(claimed.moves).toBe(7);
  expect(claimed.rev).toBeGreaterThan(aHead().rev);
});

test('Given what those who take part can do at the most, when a supervisor claims, then there is room for it', () => {
  const rev = 3 * limits.movesOfConversation + 2;
  expect(firstRefusal(aHead({ rev }), supervisorClaims().rules)).toBeUndefined();
  expect(firstRefusal(aHead({ rev: limits.changesOfConversation + 1 }), supervisorClaims().rules)).toBe(
    'full',
  );
});

test('Given a monitor, when they come in to take part, then the same write ends their own lease, as their own doing, and no other', () => {
  const monitored = aHead({ fence: 1, lease: aLease({ supervisorId: 'supervisor-1' }) });
  const coming = (userId: string) => ({ purpose: 'agent', name: 'A', userId, since: 1 }) as const;
  const afterComing = (userId: string) =>
    evolve(monitored, { rules: [], ...connecting(monitored, 'new', coming(userId)) });
  const joined = afterComing('supervisor-1');
  expect([joined.lease, joined.closed]).toEqual([undefined, { type: 'client' }]);
  const other = afterComing('agent-9');
  expect([other.lease, other.closed]).toEqual([monitored.lease, undefined]);
});
