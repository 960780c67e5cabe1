import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Head } from '../../../src/domain/head/head.ts';
import { deriveFacts } from '../../../src/domain/timeline/derive-facts.ts';
import { epoch } from '../../support/clock.ts';
import { aHead, aLease } from '../../support/factories.ts';

const base = aHead();
const later = epoch + 10_000;
const changedTo = (given: Partial<Head>): Head => ({ ...base, rev: base.rev + 1, changed: later, ...given });
const types = (old: Head | undefined, next: Head) => deriveFacts(old, next).map((fact) => fact.type);
const held = { ...base, fence: 1, lease: aLease() };
const { lease: _none, ...freed } = held;
const a2 = { purpose: 'agent', name: 'Agent Two', userId: 'agent-2', since: later } as const;
const { a1: _left, ...withoutAgent } = base.participants;

describe('the facts of a change', () => {
  test('Given a new conversation, when it starts, then its start and who is in it are told in this order', () => {
    expect(types(undefined, base)).toEqual([
      'conversation.started',
      'participant.connected',
      'participant.connected',
    ]);
  });

  test.each<readonly [string, Head, Head, readonly string[]]>([
    [
      'an agent who joins',
      base,
      changedTo({ participants: { ...base.participants, a2 } }),
      ['participant.connected'],
    ],
    ['an agent who leaves', base, changedTo({ participants: withoutAgent }), ['participant.disconnected']],
    [
      'a handover',
      base,
      changedTo({ change: 'transferred', participants: { ...withoutAgent, a2 } }),
      ['participant.disconnected', 'conversation.transferred', 'participant.connected'],
    ],
    ['a claim', base, changedTo({ fence: 1, lease: aLease() }), ['monitoring.started']],
    [
      'a re-point',
      held,
      changedTo({ fence: 1, lease: aLease({ participantId: 'a2' }) }),
      ['monitoring.repointed'],
    ],
    [
      'a release',
      held,
      { ...freed, rev: 3, changed: later, closed: { type: 'client' } },
      ['monitoring.ended'],
    ],
    ['the end', base, changedTo({ state: 'ended', endTime: later }), ['conversation.ended']],
    [
      'the end of a monitored one',
      held,
      { ...freed, rev: 3, changed: later, state: 'ended', endTime: later },
      ['monitoring.ended', 'conversation.ended'],
    ],
    [
      'a monitored agent who leaves',
      held,
      { ...freed, rev: 3, changed: later, participants: withoutAgent },
      ['monitoring.ended', 'participant.disconnected'],
    ],
    ['a message', base, { ...base, seq: 2, change: 'message' }, []],
    ['a renewal', held, { ...held, lease: aLease({ seen: later }), change: 'renewed' }, []],
  ])(
    'Given %s, when its facts are derived, then they are told as they happened',
    (_what, old, next, expected) => {
      expect(types(old, next)).toEqual(expected);
    },
  );

  test('Given a lease that had expired, when another claims, then it ended as expired, when last seen, before the new one began', () => {
    const old = { ...held, lease: aLease({ seen: epoch + 5, expires: later }) };
    const next = changedTo({ fence: 2, lease: aLease({ supervisorId: 'supervisor-2', since: later }) });
    expect(deriveFacts(old, next)).toMatchObject([
      {
        type: 'monitoring.ended',
        userId: 'supervisor-1',
        time: epoch + 5,
        disconnectType: 'session.expired',
        fence: 1,
      },
      { type: 'monitoring.started', userId: 'supervisor-2', time: later, fence: 2 },
    ]);
  });

  test.each([
    ['the sweeper', {}],
    ['the end of the conversation', { state: 'ended', endTime: later } as const],
    ['its agent, who leaves', { participants: withoutAgent }],
  ])(
    'Given a lease that had expired, when %s closes it, then it ended as expired, when last seen',
    (_who, given) => {
      const old = { ...held, lease: aLease({ seen: epoch + 5, expires: later }) };
      const [ended] = deriveFacts(old, { ...freed, rev: 3, changed: later, ...given });
      expect(ended).toMatchObject({
        type: 'monitoring.ended',
        time: epoch + 5,
        disconnectType: 'session.expired',
      });
    },
  );

  test('Given the same change, when it is derived again, in any order its participants are stored, then the facts are the same', () => {
    const many = Object.fromEntries(['p1', 'p2', 'p3', 'p4'].map((id) => [id, { ...a2, userId: id }]));
    const ids = Object.keys(many);
    const ordered = (order: readonly string[]): Head =>
      ({ ...base, rev: 1, participants: Object.fromEntries(order.map((id) => [id, many[id]])) }) as Head;
    fc.assert(
      fc.property(fc.shuffledSubarray(ids, { minLength: ids.length }), (order) => {
        expect(deriveFacts(undefined, ordered(order))).toEqual(deriveFacts(undefined, ordered(ids)));
      }),
    );
  });

  test('Given any change, when its facts are derived, then their keys are the change\u2019s number and their place', () => {
    const facts = deriveFacts(undefined, base);
    expect(facts.map((fact) => [fact.rev, fact.index])).toEqual(facts.map((_, index) => [base.rev, index]));
  });
});
