import { sweepSessions } from '../../src/domain/monitoring/sweep-sessions.ts';
import { system } from './actor.ts';
import type { Simulation } from './simulation.ts';
import type { Step } from './steps.ts';

/** Whether what the step begins runs to its answer before anything else happens. */
export type Atomic = (actorKey: string) => boolean;

/** Does one step. A step that means nothing here does nothing; answers what it did, for people. */
export const perform = async (
  { world, stream, supervisors, everybody }: Simulation,
  step: Step,
  atomic: Atomic = () => false,
): Promise<string | undefined> => {
  if (step.do === 'act') {
    const task = everybody.get(step.actor)?.act(step.id, step.action, step.pick);
    if (task !== undefined && atomic(step.actor)) await world.finish(task, 'answered');
    const named = task === undefined ? step.action : `${task.action} (task ${step.id})`;
    return task === undefined && step.action !== 'drop' ? undefined : `${step.actor} ${named}`;
  }
  if (step.do === 'run') {
    const task = world.tasks.get(step.task);
    const call = await world.run(step.task, step.gate, step.fault);
    if (call === undefined) return undefined;
    return `  ${task?.actor.key} task ${step.task}: ${call}${step.fault === undefined ? '' : ` !${step.fault}`}`;
  }
  if (step.do === 'crash') {
    const known = world.tasks.get(step.task);
    world.crash(step.task);
    return known && `  ${known.actor.key} task ${step.task} (${known.action}) crashes`;
  }
  if (step.do === 'advance') {
    world.advance(step.ms);
    for (const supervisor of supervisors) supervisor.tick();
    return `${step.ms} ms pass`;
  }
  if (step.do === 'consume') {
    const task = stream.consume(step.id, step.consumer, step.shard, step.size);
    return task && `${step.consumer} takes a batch of shard ${step.shard} (task ${step.id})`;
  }
  if (step.do === 'replay') {
    stream.replay(step.consumer, step.shard);
    return `${step.consumer} starts again from the oldest record of shard ${step.shard}`;
  }
  if (step.do === 'poison') {
    stream.poison(step.pick);
    return 'a stream record turns out to be poison';
  }
  world.start(step.id, system, 'sweep', (ports) => sweepSessions(ports));
  return `the sweeper starts (task ${step.id})`;
};
