import { topics } from '../../src/contract/topics.ts';
import { type Actor, actors, managers } from './actor.ts';
import { newAgent } from './actors/agent.ts';
import { newCustomer } from './actors/customer.ts';
import { newManager } from './actors/manager.ts';
import { newSupervisor } from './actors/supervisor.ts';
import type { Observation } from './observation.ts';
import type { Simulation } from './simulation.ts';
import { type Generation, knowsNewest, type Skews } from './steps.ts';
import { newStream } from './stream.ts';
import { newWorld, type World } from './world.ts';

/**
 * An agent's desktop listens to the agent's own interactions from the beginning, and in the newest generation to the
 * queue that they come from; its socket never drops.
 */
const listen = async (world: World, { key, me }: Actor, receive: () => void): Promise<void> => {
  const channelId = `desktop-${me.userId}`;
  const connectionId = `${key}-desktop`;
  const until = Number.MAX_SAFE_INTEGER;
  const own = [topics.myConversations(me.userId)];
  const all = knowsNewest(world.generation) ? [...own, topics.queueConversations('queue1')] : own;
  const { tenantId, userId } = me;
  await world.stores.channels.create({ ...me, channelId, created: 0, until, topics: [] }, '', 0);
  await world.stores.channels.subscribe(
    all.map((topic) => ({ tenantId, topic, channelId, userId, issued: until, until, connectionId })),
  );
  world.network.open(connectionId, { key, me, role: 'agent' }, receive, () => {});
};

/** A world with everybody in it, at the beginning of their day. */
export const newSimulation = async (
  generation: Generation,
  skews: Skews,
  observe: (seen: Observation) => void,
): Promise<Simulation> => {
  const world = await newWorld(generation, skews, observe);
  const of = (...roles: Actor['role'][]) => actors.filter((actor) => roles.includes(actor.role));
  const agents = of('agent');
  for (const agent of agents) await listen(world, agent, () => {});
  const people = {
    customers: of('customer').map((actor) => newCustomer(world, actor)),
    agents: agents.map((actor) => newAgent(world, actor)),
    managers: managers.map((actor) => newManager(world, actor)),
    supervisors: of('supervisor', 'stranger').map((actor) => newSupervisor(world, actor)),
  };
  const everybody = new Map(
    Object.values(people)
      .flat()
      .map((one) => [one.actor.key, one] as const),
  );
  return { world, stream: newStream(world), ...people, everybody };
};
