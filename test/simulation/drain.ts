import { sweepSessions } from '../../src/domain/monitoring/sweep-sessions.ts';
import { system } from './actor.ts';
import type { Checker } from './checker.ts';
import type { Simulation } from './simulation.ts';
import { knowsNewest } from './steps.ts';
import { consumers, shards } from './stream.ts';
import { Violation } from './violation.ts';
import { leaseOverMs } from './world.ts';

/** Ids of what the drain starts, beyond every step's. */
const firstId = 1_000_000;

/** Lets everything under way come to its end, side by side, without faults. */
const finishAll = async ({ world }: Simulation): Promise<void> => {
  for (let turn = 0; world.tasks.size > 0; turn += 1) {
    if (turn > 2_000)
      throw new Violation('no livelock', [...world.tasks.values()].map((t) => t.action).join(', '));
    for (const task of [...world.tasks.values()]) await world.run(task.id, 0);
  }
};

/**
 * Brings a history to rest: faults cease, what was interrupted is retried, monitors renew and repair, streams are
 * read to their ends; then poison is mended, monitors fall silent and the sweeper closes their sessions.
 */
export const drain = async (simulation: Simulation, checkers: readonly Checker[]): Promise<void> => {
  const { world, stream, customers, agents, supervisors } = simulation;
  const managers = knowsNewest(world.generation) ? simulation.managers : [];
  let id = firstId;
  const next = (): number => {
    id += 1;
    return id;
  };
  const consumeAll = async (): Promise<void> => {
    for (let turn = 0; !stream.isDrained(); turn += 1) {
      if (turn > 500) throw new Violation('I5 poison stays alone', 'the stream is not read to its end');
      for (const consumer of consumers)
        for (let shard = 0; shard < shards; shard += 1) stream.consume(next(), consumer, shard, 5);
      await finishAll(simulation);
    }
  };
  const advance = (ms: number): void => {
    world.advance(ms);
    for (const supervisor of supervisors) supervisor.tick();
  };

  await finishAll(simulation);
  // In every other history senders come back late: the places that they left open have been sealed by then.
  const returning = world.changes.length % 2 === 0 ? 0 : 4;
  // A place whose sender died is explained after 30 s, and asked for again within 5 s of that.
  for (let round = 0; round < 9; round += 1) {
    if (round === returning && managers.length > 0) {
      if (world.changes.length % 3 > 0) for (const agent of agents) agent.act(next(), 'end', round);
      await finishAll(simulation);
      for (const manager of managers) manager.tidyUp(next);
    }
    for (const one of round === returning ? [...customers, ...agents, ...managers] : [])
      while (one.settle(next()) !== undefined) await finishAll(simulation);
    for (const supervisor of supervisors) {
      supervisor.act(next(), 'ping', 0);
      await finishAll(simulation);
      for (
        let action = supervisor.next(), n = 0;
        action !== undefined && n < 8;
        action = supervisor.next(), n += 1
      ) {
        supervisor.act(next(), action, 0);
        await finishAll(simulation);
      }
    }
    await consumeAll();
    advance(10_000);
  }
  for (const checker of checkers) await checker.rest?.(simulation);

  stream.redrive(next());
  await finishAll(simulation);
  advance(leaseOverMs);
  for (let round = 0; round < 3; round += 1) {
    world.start(next(), system, 'sweep', (ports) => sweepSessions(ports));
    await finishAll(simulation);
    await consumeAll();
  }
  for (const checker of checkers) await checker.settle?.(simulation);
};
