import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { HeadStore } from '../../../src/domain/head/head.ts';
import type { Check, Effect, Rule, Transition } from '../../../src/domain/head/transition.ts';
import { epoch } from '../../support/clock.ts';
import { aHead, aLease } from '../../support/factories.ts';

const held = { fence: 4, lease: aLease() };
const transition = (rules: readonly Rule[], effects: readonly Effect[] = []): Transition => ({
  change: 'monitor',
  rules,
  effects: [...effects, { do: 'add', path: ['rev'], by: 1 }],
});

/** Each comparison, and whether it holds on a head that `held` gives a lease, and on one without. */
const checks: readonly (readonly [string, Check, boolean, boolean])[] = [
  ['eq a nested text', { op: 'eq', path: ['lease', 'supervisorId'], value: 'supervisor-1' }, true, false],
  ['eq another text', { op: 'eq', path: ['lease', 'supervisorId'], value: 'supervisor-2' }, false, false],
  ['eq a number', { op: 'eq', path: ['fence'], value: 4 }, true, false],
  ['eq a number written as text', { op: 'eq', path: ['fence'], value: '4' }, false, false],
  ['ne the same text', { op: 'ne', path: ['lease', 'supervisorId'], value: 'supervisor-1' }, false, true],
  ['ne another text', { op: 'ne', path: ['lease', 'supervisorId'], value: 'supervisor-2' }, true, true],
  ['in, with it', { op: 'in', path: ['lease', 'name'], values: ['x', 'Supervisor One'] }, true, false],
  ['in, without it', { op: 'in', path: ['lease', 'name'], values: ['x', 'y'] }, false, false],
  [
    'in 250, with it last',
    {
      op: 'in',
      path: ['divisionId'],
      values: [...Array.from({ length: 249 }, (_, i) => `d${i}`), 'division-1'],
    },
    true,
    true,
  ],
  ['present', { op: 'present', path: ['lease'] }, true, false],
  [
    'present, an id that every object inherits',
    { op: 'present', path: ['participants', 'constructor'] },
    false,
    false,
  ],
  ['absent', { op: 'absent', path: ['lease'] }, false, true],
  ['absent below an absent map', { op: 'absent', path: ['lease', 'name'] }, false, true],
  ['lte at the bound', { op: 'lte', path: ['lease', 'expires'], value: epoch + 60_000 }, true, false],
  ['lte below the bound', { op: 'lte', path: ['lease', 'expires'], value: epoch + 59_999 }, false, false],
  ['gt at the bound', { op: 'gt', path: ['lease', 'expires'], value: epoch + 60_000 }, false, false],
  ['gt below the bound', { op: 'gt', path: ['lease', 'expires'], value: epoch + 59_999 }, true, false],
  ['lacks what is there', { op: 'lacks', path: ['recent'], value: 'first' }, false, false],
  ['lacks what is not there', { op: 'lacks', path: ['recent'], value: 'other' }, true, true],
  ['lacks, of an absent list', { op: 'lacks', path: ['closed', 'none'], value: 'x' }, true, true],
];

/** What every store of heads must do. */
export const headStoreSuite = (make: () => HeadStore): void => {
  const stored = async (given: Parameters<typeof aHead>[0] = {}) => {
    const heads = make();
    const { head } = await heads.create(aHead(given));
    return { heads, head };
  };

  describe('heads', () => {
    test('Given a head, when it is created again, then the first one is answered and stays', async () => {
      const { heads, head } = await stored();
      expect(await heads.create({ ...head, queueId: 'another' })).toEqual({ created: false, head });
      expect(await heads.get(head)).toEqual(head);
    });

    test('Given the same id in another tenant, when it is read or changed there, then nothing is there', async () => {
      const { heads, head } = await stored();
      const elsewhere = { tenantId: 'tenant-b', conversationId: head.conversationId };
      expect(await heads.get(elsewhere)).toBeUndefined();
      expect(await heads.apply(elsewhere, transition([]))).toEqual({ ok: false, refusal: 'missing' });
    });

    test('Given no head, when it is changed, then it is missing and none comes to be', async () => {
      const heads = make();
      const key = { tenantId: 'tenant-a', conversationId: randomUUID() };
      expect(
        await heads.apply(key, transition([{ refusal: 'no', any: [{ op: 'absent', path: ['lease'] }] }])),
      ).toEqual({
        ok: false,
        refusal: 'missing',
      });
      expect(await heads.get(key)).toBeUndefined();
    });

    test.each(checks)(
      'Given a rule "%s", when it is applied with and without a lease, then it holds as declared',
      async (_name, check, withLease, without) => {
        for (const [given, holds] of [
          [held, withLease],
          [{}, without],
        ] as const) {
          const { heads, head } = await stored(given);
          const outcome = await heads.apply(head, transition([{ refusal: 'no', any: [check] }]));
          expect(outcome.ok).toBe(holds);
          if (!outcome.ok) expect(outcome).toEqual({ ok: false, refusal: 'no', head });
        }
      },
    );

    test('Given a rule of several checks, when one holds, then the rule holds', async () => {
      const { heads, head } = await stored();
      const any = [
        { op: 'ne', path: ['divisionId'], value: 'division-1' },
        { op: 'present', path: ['lease'] },
        { op: 'eq', path: ['seq'], value: 1 },
      ] as const;
      expect((await heads.apply(head, transition([{ refusal: 'no', any }]))).ok).toBe(true);
      expect((await heads.apply(head, transition([{ refusal: 'no', any: [any[0], any[1]] }]))).ok).toBe(
        false,
      );
    });

    test('Given several rules that fail, when refused, then the first is told, with the head that the write met', async () => {
      const { heads, head } = await stored(held);
      const rules: readonly Rule[] = [
        { refusal: 'passes', any: [{ op: 'present', path: ['lease'] }] },
        { refusal: 'first', any: [{ op: 'eq', path: ['state'], value: 'ended' }] },
        { refusal: 'second', any: [{ op: 'absent', path: ['lease'] }] },
      ];
      expect(await heads.apply(head, transition(rules))).toEqual({ ok: false, refusal: 'first', head });
      expect(await heads.apply(head, transition([...rules].reverse()))).toMatchObject({ refusal: 'second' });
      expect(await heads.get(head)).toEqual(head);
    });

    test('Given every effect, when they apply, then the head is as declared and carries the change', async () => {
      const { heads, head } = await stored(held);
      const lease = aLease({ participantId: 'a2', divisions: ['division-1', 'division-2'] });
      const effects: readonly Effect[] = [
        {
          do: 'set',
          path: ['participants', 'a2'],
          value: { purpose: 'agent', name: 'Two', userId: 'agent-2', since: epoch },
        },
        { do: 'set', path: ['lease'], value: { ...lease } },
        { do: 'set', path: ['participants', 'c1', 'name'], value: 'Renamed ü 你' },
        { do: 'remove', path: ['participants', 'a1'] },
        { do: 'remove', path: ['endTime'] },
        { do: 'add', path: ['fence'], by: 1 },
        { do: 'slide', path: ['recent'], length: 16, values: ['m2', 'm3'] },
      ];
      const outcome = await heads.apply(head, transition([], effects));
      expect(outcome).toEqual({
        ok: true,
        head: {
          ...head,
          participants: {
            c1: { purpose: 'customer', name: 'Renamed ü 你', since: epoch },
            a2: { purpose: 'agent', name: 'Two', userId: 'agent-2', since: epoch },
          },
          lease,
          fence: 5,
          recent: [...head.recent.slice(2), 'm2', 'm3'],
          change: 'monitor',
          rev: head.rev + 1,
        },
      });
      expect(await heads.get(head)).toEqual(outcome.head);
    });

    test('Given 20 writers of one condition, when they write at once, then one wins and 19 learn of it', async () => {
      const { heads, head } = await stored();
      const once = transition(
        [{ refusal: 'held', any: [{ op: 'absent', path: ['lease'] }] }],
        [{ do: 'set', path: ['lease'], value: { ...aLease() } }],
      );
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => heads.apply(head, once)));
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
      for (const lost of outcomes.filter((outcome) => !outcome.ok))
        expect(lost).toMatchObject({ refusal: 'held', head: { lease: { supervisorId: 'supervisor-1' } } });
    });
  });
};
