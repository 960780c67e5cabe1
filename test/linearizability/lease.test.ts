import { describe, expect, test } from 'vitest';
import { dynamoHeadStore } from '../../src/adapters/dynamodb/head-store.ts';
import type { HeadStore } from '../../src/domain/head/head.ts';
import { seeded } from '../simulation/random.ts';
import { useEngine } from '../support/engine.ts';
import { aHead } from '../support/factories.ts';
import { figure } from '../support/print.ts';
import { replayOf, seedsOf } from '../support/seeds.ts';
import { isLinearizable } from './is-linearizable.ts';
import { leaseRegister } from './lease-register.ts';
import { recordLeaseHistory } from './record-lease-history.ts';

const agent = (userId: string, since: number) => ({ purpose: 'agent', name: userId, userId, since }) as const;

const record = async (heads: HeadStore, seed: number) => {
  const head = aHead();
  const start = head.startTime;
  await heads.create({
    ...head,
    conversationId: `lease-${seed}`,
    participants: { ...head.participants, p1: agent('one', start), p2: agent('two', start) },
  });
  const key = { tenantId: head.tenantId, conversationId: `lease-${seed}` };
  const shape = { supervisors: 5, calls: 8, random: seeded(seed), start };
  return recordLeaseHistory(heads, key, ['p1', 'p2'], shape);
};

const histories = Array.from({ length: 60 }, (_, seed) => seed);

describe('the lease on the engine', () => {
  const engine = useEngine();

  test('Given supervisors who claim, renew, re-point and release at once, then every history is linearizable', async () => {
    const heads = dynamoHeadStore(engine.client(), 'Conversations');
    const told: Record<string, number> = {};
    let operations = 0;
    const seeds = seedsOf(histories);
    for (const seed of seeds) {
      const history = await record(heads, seed);
      expect(isLinearizable(leaseRegister, history), `replay: ${replayOf(seed)}`).toBe(true);
      operations += history.length;
      for (const { input, output } of history) {
        const kind = `${input.call} ${output.told}`;
        told[kind] = (told[kind] ?? 0) + 1;
      }
    }
    figure(
      'lease histories',
      `${seeds.length} linearizable, ${operations} operations: ${JSON.stringify(told)}`,
    );
    if (seeds !== histories) return;
    // A history in which nothing is ever refused would prove little.
    for (const kind of ['claim ok', 'claim held', 'renew ok', 'renew lost', 'repoint ok', 'release ok'])
      expect(told[kind], kind).toBeGreaterThan(0);
  });

  test('Given one answer that names another holder, then the history is refused', async () => {
    const history = await record(dynamoHeadStore(engine.client(), 'Conversations'), 1_000);
    const forged = history.map((operation, i) =>
      i === history.findIndex(({ output }) => output.told === 'held')
        ? { ...operation, output: { ...operation.output, holder: 'nobody' } }
        : operation,
    );
    expect(isLinearizable(leaseRegister, forged)).toBe(false);
  });
});
