import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import { memoryHeadStore } from '../../src/adapters/memory/head-store.ts';
import type { Check, Path, Rule } from '../../src/domain/head/transition.ts';
import { epoch } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease } from '../support/factories.ts';
import { type MoveName, moves } from '../support/moves.ts';
import { figure } from '../support/print.ts';

const names = Object.keys(moves) as MoveName[];

const step = fc.record({
  move: fc.oneof(
    { weight: 10, arbitrary: fc.constantFrom<MoveName>('claim', 'claim', 'claim', 'repoint', 'join') },
    { weight: 12, arbitrary: fc.constantFrom(...names.filter((name) => name !== 'end')) },
    { weight: 1, arbitrary: fc.constant<MoveName>('end') },
  ),
  supervisorId: fc.constantFrom('supervisor-1', 'supervisor-2', 'agent-1'),
  behind: fc.constantFrom(0, 0, 0, 1, -1),
  participantId: fc.constantFrom('a1', 'a1', 'a2', 'a2', 'c1', 'constructor', '__proto__'),
  divisions: fc.constantFrom(['*'], ['division-1'], ['division-1', 'division-2'], ['division-2'], []),
  print: fc.constantFrom('m1', 'm2', 'm3', 'm4'),
  pause: fc.constantFrom(0, 0, 1, 30_000, 60_000),
  stale: fc.boolean(),
});

const path: fc.Arbitrary<Path> = fc.constantFrom<Path>(
  ['state'],
  ['fence'],
  ['seq'],
  ['recent'],
  ['endTime'],
  ['lease'],
  ['lease', 'expires'],
  ['lease', 'supervisorId'],
  ['participants', 'a1'],
  ['participants', 'a1', 'userId'],
  ['participants', 'nobody', 'userId'],
  ['participants', 'toString'],
);
const scalar = fc.constantFrom<string | number>(
  'inProgress',
  'supervisor-1',
  'agent-1',
  'first',
  '1',
  0,
  1,
  epoch,
);
const bound = fc.constantFrom(0, 1, epoch, epoch + 60_000);
const check: fc.Arbitrary<Check> = fc.oneof(
  fc.record({ op: fc.constantFrom('eq', 'ne'), path, value: scalar }),
  fc.record({ op: fc.constant('in'), path, values: fc.array(scalar, { minLength: 1, maxLength: 4 }) }),
  fc.record({ op: fc.constantFrom('present', 'absent'), path }),
  fc.record({ op: fc.constantFrom('lte', 'gt'), path, value: bound }),
  fc.record({
    op: fc.constant('lacks'),
    path: fc.constant<Path>(['recent']),
    value: fc.constantFrom('first', 'x', ''),
  }),
) as fc.Arbitrary<Check>;
const rules = fc.array(
  fc.record({
    refusal: fc.constantFrom('one', 'two', 'three'),
    any: fc.array(check, { minLength: 1, maxLength: 3 }),
  }),
  { maxLength: 4 },
) as unknown as fc.Arbitrary<readonly Rule[]>;

describe('the store of heads and its memory twin', () => {
  const engine = useEngine();
  const pair = () => [dynamoHeadStore(engine.client(), 'Conversations'), memoryHeadStore()] as const;

  test('Given any history of moves, when both twins take it, then each step has the same outcome and the same head', async () => {
    const outcomes = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }),
        fc.boolean(),
        async (steps, monitored) => {
          const held = { fence: 1, lease: aLease() };
          const head = aHead({ conversationId: randomUUID(), ...(monitored ? held : {}) });
          const [real, twin] = pair();
          await real.create(head);
          await twin.create(head);
          let now = epoch;
          let seen = head;
          for (const { move, pause, stale, behind, ...by } of steps) {
            now += pause;
            const transition = moves[move]({ ...by, now, seen, fence: seen.fence - behind });
            const [one, two] = [await real.apply(head, transition), await twin.apply(head, transition)];
            expect(one).toEqual(two);
            if (!stale && one.head !== undefined) seen = one.head;
            const outcome = one.ok ? 'done' : one.refusal;
            outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
          }
          expect(await real.get(head)).toEqual(await twin.get(head));
        },
      ),
      { numRuns: 100 },
    );
    figure('twin steps compared', [...outcomes].map(([name, count]) => `${name} ${count}`).join(', '));
    for (const refusal of [
      'done',
      'repeat',
      'ended',
      'hidden',
      'held',
      'lost',
      'notMonitorable',
      'notConnected',
      'moved',
      'notOwed',
      'inProgress',
    ])
      expect(outcomes.get(refusal), refusal).toBeGreaterThan(0);
  });

  test('Given any rules, when both twins check them, then they agree, and on the refusal too', async () => {
    const [real, twin] = pair();
    const given = [aHead(), aHead({ fence: 1, lease: aLease() }), aHead({ state: 'ended', endTime: epoch })];
    for (const head of given) {
      await real.create(head);
      await twin.create(head);
    }
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...given), rules, async (head, declared) => {
        const transition = { change: 'renewed', rules: declared, effects: [] } as const;
        expect(await real.apply(head, transition)).toEqual(await twin.apply(head, transition));
      }),
      { numRuns: 500 },
    );
  });
});
