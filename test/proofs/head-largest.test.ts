import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headItem } from '../../src/adapters/dynamodb/head-item.ts';
import { limits } from '../../src/contract/limits.ts';
import { type Amendment, amended, end } from '../../src/domain/head/amend.ts';
import { append, newHead } from '../../src/domain/head/append.ts';
import { partyOf } from '../../src/domain/head/audience.ts';
import { fingerprint, type Head, type HeadParticipant } from '../../src/domain/head/head.ts';
import { claim, releaseBy } from '../../src/domain/head/monitoring-transitions.ts';
import { accepting, connecting, leaving, transferring } from '../../src/domain/head/roster.ts';
import { evolve, firstRefusal, type Transition } from '../../src/domain/head/transition.ts';
import { wrapUpAfterEnd, wrapUpAfterLeaving } from '../../src/domain/head/wrap-up-debt.ts';
import { epoch } from '../support/clock.ts';
import { itemBytes } from '../support/item-size.ts';
import { figure } from '../support/print.ts';

/** The longest that the contract takes: an id of 100 characters, a name of 100 of three bytes each. */
const longId = (n: number): string => `${n}`.padEnd(100, '~');
const longName = '\u20ac'.repeat(100);
const uuid = (n: number): string => `00000000-0000-4000-8000-${`${n}`.padStart(12, '0')}`;
const key = { tenantId: longId(0), conversationId: uuid(0) };
const now = epoch + 123;
const claimOf = (head: Head, n: number, participantId: string): Transition =>
  claim({
    conversationId: head.conversationId,
    supervisorId: longId(n),
    name: longName,
    issued: now,
    divisions: [head.divisionId, ...Array.from({ length: 50 }, (_, i) => longId(i))],
    participantId,
    onTransfer: 'follow',
    now,
  });

const started = (): Head =>
  newHead(key, {
    integration: { id: longId(1), messageType: 'webmessaging', queue: { id: longId(2) } },
    queue: { id: longId(2), name: longName, division: { id: longId(3) } },
    waitId: uuid(1),
    customer: { participantId: uuid(2), name: longName },
    fingerprints: Array.from({ length: limits.recentMessages }, (_, i) => fingerprint(`${i}`)),
    before: [],
    now,
    deliveryMode: 'provider',
  });

/** What somebody does next: `n` says who, `long` how long their names and ids are. */
interface Act {
  readonly does: 'connect' | 'ask' | 'accept' | 'leave' | 'transfer' | 'hold' | 'say' | 'claim' | 'release';
  readonly n: number;
  readonly long: boolean;
}

const participant = ({ n, long, does }: Act): HeadParticipant => ({
  purpose: 'agent',
  name: long ? longName : 'An Agent',
  userId: long ? longId(n) : uuid(n),
  ...(long ? { queueId: longId(5) } : {}),
  ...(does === 'ask' ? { alerting: true } : {}),
  since: now,
});

const agentsOf = (head: Head): readonly (readonly [string, HeadParticipant])[] =>
  Object.entries(head.participants).filter(([, { purpose }]) => purpose === 'agent');

/** The change of an act, or undefined where it is refused. */
const amendmentOf = (head: Head, act: Act, id: string): Amendment | undefined => {
  const [there, who] = agentsOf(head)[act.n % Math.max(1, agentsOf(head).length)] ?? [];
  try {
    if (act.does === 'connect' || act.does === 'ask') return connecting(head, id, participant(act));
    if (there === undefined || who === undefined) return undefined;
    if (act.does === 'accept') return accepting(head, there, who.userId ?? '');
    if (act.does === 'leave') return leaving(head, there);
    if (act.does === 'transfer') return transferring(head, there, { id, participant: participant(act) });
    if (act.does !== 'hold') return undefined;
    return {
      change: 'participant',
      effects: [{ do: 'set', path: ['participants', there, 'held'], value: now }],
    };
  } catch {
    return undefined;
  }
};

const step = (head: Head, act: Act, i: number): Head => {
  const move = (transition: Transition): Head =>
    firstRefusal(head, transition.rules) === undefined ? evolve(head, transition) : head;
  const [agent] = agentsOf(head)[0] ?? [];
  if (act.does === 'say') return move(append({ fingerprint: fingerprint(`m${i}`), now }));
  if (act.does === 'claim') return agent === undefined ? head : move(claimOf(head, 500 + act.n, agent));
  const closed = { type: 'system', by: longId(9), reason: '\u20ac'.repeat(200) } as const;
  if (act.does === 'release') return move(releaseBy(head.fence, closed, now));
  const amendment = amendmentOf(head, act, uuid(1_000 + i));
  return amendment === undefined ? head : move(amended(head, amendment.change, amendment.effects, now));
};

/** The largest numbers that the head can count up to without another digit being billed. */
const aged = (head: Head): Head => ({
  ...head,
  seq: 999_999_999,
  rev: 999_999_999,
  fence: 999_999_999,
  moves: 9_999,
});
const bytesOf = (head: Head): number => itemBytes(headItem(aged(head)));

/** The head once it has ended and everybody has wrapped up with the longest code, and expires. */
const wrappedUp = (head: Head): Head => {
  const code = 'c'.repeat(limits.wrapUpCode);
  const apply = (at: Head, move: Transition): Head =>
    firstRefusal(at, move.rules) === undefined ? evolve(at, move) : at;
  const ended = evolve(head, end(now));
  const all = agentsOf(ended).reduce(
    (at, [participantId, { userId = '' }]) => apply(at, wrapUpAfterEnd({ participantId, userId }, code, now)),
    ended,
  );
  const last = apply(all, wrapUpAfterLeaving({ participantId: uuid(99), userId: longId(99) }, code, now));
  return { ...last, keptUntil: Math.ceil(now / 1000), wrapped: { participantId: uuid(99), code } };
};

const acts = fc.array(
  fc.record({
    does: fc.constantFrom<Act['does'][]>(
      'connect',
      'connect',
      'connect',
      'ask',
      'accept',
      'leave',
      'transfer',
      'hold',
      'say',
      'claim',
      'release',
    ),
    n: fc.nat(400),
    long: fc.boolean(),
  }),
  { maxLength: 120 },
);

describe('the largest head', () => {
  test('Given any sequence of calls with the longest names and ids, when each is done, then the head has at most 4 KB, and who never took part can claim while messages pass', () => {
    let largest = 0;
    fc.assert(
      fc.property(acts, (all) => {
        let head = started();
        for (const [i, act] of all.entries()) {
          head = step(head, act, i);
          const [target] = agentsOf(head)[0] ?? [];
          const free = { ...head };
          delete (free as { lease?: unknown }).lease;
          const wanted = claimOf(free, 999, target ?? '');
          expect(Object.hasOwn(head.parties, partyOf(head.conversationId, longId(999)))).toBe(false);
          if (target !== undefined) expect(firstRefusal(free, wanted.rules)).toBeUndefined();
          const sizes = [head, ...(target === undefined ? [] : [evolve(free, wanted)]), wrappedUp(head)];
          largest = Math.max(largest, ...sizes.map(bytesOf));
          expect(largest).toBeLessThanOrEqual(limits.headBytes);
        }
      }),
      { numRuns: 150 },
    );
    figure('the largest head of random calls', `${largest} bytes of ${limits.headBytes}`);
  });

  /** As many agents as fit, of these names and ids, in a head that remembers as many as it can. */
  const full = (long: boolean): Head => {
    const parties = Object.fromEntries(
      Array.from({ length: limits.participantsInAll - limits.participantsAtOnce }, (_, i) => [
        partyOf(key.conversationId, `gone-${i}`),
        true as const,
      ]),
    );
    const acw = Object.fromEntries(
      Array.from({ length: limits.owedWrapUps }, (_, i) => [fingerprint(`${i}`), 999_999_999]),
    );
    let head: Head = { ...started(), parties, acw };
    for (let n = 0; n < 20; n += 1) {
      const before = head;
      head = step(head, { does: 'connect', n: 100 + n, long }, n);
      if (head === before) break;
      head = step(head, { does: 'hold', n, long }, n);
    }
    return head;
  };

  test.each([
    ['short', false],
    ['long', true],
  ])(
    'Given as many agents as fit with %s names and ids, when a supervisor monitors them, and when all have wrapped up, then the head has at most 4 KB',
    (kind, long) => {
      const head = full(long);
      const [target = ''] = agentsOf(head)[0] ?? [];
      const wrapped = { participantId: uuid(9), code: 'c'.repeat(limits.wrapUpCode) };
      const monitored = evolve({ ...head, wrapped }, claimOf(head, 999, target));
      const sizes = [monitored, wrappedUp(head)].map(bytesOf);
      figure(`a head full of ${kind} names`, `${agentsOf(head).length} agents, ${sizes.join(' and ')} bytes`);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(limits.headBytes);
      expect(agentsOf(head).length).toBeGreaterThanOrEqual(2);
    },
  );
});
