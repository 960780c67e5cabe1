import { actors, managers } from './actor.ts';
import type { Schedule } from './play.ts';
import { type Random, seeded } from './random.ts';
import type { Simulation } from './simulation.ts';
import { type Fault, type Generation, knowsNewest, type Skews, type Step } from './steps.ts';
import { consumers, shards } from './stream.ts';

/** How one seed's world leans: which faults it knows and how often; worlds that differ find what one world hides. */
interface Climate {
  readonly faulty: number;
  readonly crashing: number;
  readonly faults: Readonly<Record<Fault, number>>;
  /** How readily work under way goes on, against new work being begun. */
  readonly haste: number;
  readonly crowd: number;
  readonly leaps: number;
}

const climateOf = (random: Random): Climate => {
  const calm = random.chance(0.2);
  const weight = () => (random.chance(0.4) ? 0 : random.below(10));
  return {
    faulty: calm ? 0 : random.pick([0.02, 0.05, 0.15]),
    crashing: calm ? 0 : random.pick([0, 0.01, 0.03]),
    faults: {
      throttle: weight(),
      lost: weight(),
      again: weight(),
      drop: weight(),
      duplicate: weight(),
      stale: weight(),
    },
    haste: random.pick([0.6, 0.75, 0.9]),
    crowd: random.pick([2, 4, 8]),
    leaps: random.pick([0, 0.1, 0.3]),
  };
};

/** Clocks of the machines that serve each actor: right, or up to two seconds off. */
const skewsOf = (seed: number): Skews => {
  const random = seeded(seed ^ 0x5eed);
  const skewed = random.chance(0.3);
  return Object.fromEntries(actors.map(({ key }) => [key, skewed ? random.below(4_001) - 2_000 : 0]));
};

const actionWeights = {
  customer: { write: 6, retry: 3, repeat: 1 },
  agent: { connect: 4, send: 6, resend: 3, leave: 1, end: 0.5, look: 2 },
  supervisor: {
    claim: 5,
    stop: 1,
    drop: 1,
    goodbye: 1,
    ping: 3,
    read: 1,
    resume: 1,
    subscribe: 1,
    connect: 1,
  },
  stranger: { claim: 3, read: 2 },
} as const;

/** From here on seeds are of the generation; those of the newest and the latest share their choices with seeds below 2^32. */
export const extendedFrom = 1_000_000;

export const newestFrom = 2 ** 32;

export const latestFrom = 2 ** 33;

const generationOf = (seed: number): Generation => {
  if (seed >= latestFrom) return 'latest';
  if (seed >= newestFrom) return 'newest';
  return seed >= extendedFrom ? 'extended' : 'first';
};

/** The world of one seed's history. */
export const worldOf = (seed: number): Omit<Schedule, 'steps'> => ({
  generation: generationOf(seed),
  skews: skewsOf(seed),
});

/** A number of a range, as a seed of each generation. */
export const eachGeneration = (n: number): readonly number[] => [
  n,
  extendedFrom + n,
  newestFrom + n,
  latestFrom + n,
];

/** Seeds one after the other. */
export const seedsFrom = function* (first: number, count: number): Generator<number> {
  for (let seed = first; seed < first + count; seed += 1) yield seed;
};

/** As many seeds of the latest generation, from a place where hardly anyone has been. */
export const freshSeeds = (count: number): Generator<number> =>
  seedsFrom(latestFrom + Math.floor(Math.random() * (2 ** 32 - count)), count);

const extended = {
  customer: { ...actionWeights.customer, writeMany: 3 },
  agent: { ...actionWeights.agent, connect: 8, transfer: 1.5, hold: 2, show: 2, wrapUp: 2 },
  supervisor: { ...actionWeights.supervisor, revoke: 1 },
  stranger: actionWeights.stranger,
} as const;

const newest = {
  ...extended,
  // Conversations end more often: what is kept of them, and deleting it, is part of their histories.
  agent: { ...extended.agent, end: 5, takeOn: 2, report: 1 },
  supervisor: { ...extended.supervisor, claim: 8, note: 8, unnote: 1 },
  stranger: { ...extended.stranger, note: 1 },
  manager: { erase: 8, retention: 0.5, addMember: 2, removeMember: 0.7, join: 0.5, putUser: 0.3, export: 1 },
} as const;

const latest = {
  ...newest,
  agent: { ...newest.agent, trace: 2 },
  // A queue comes and goes while people are added to it and taken from it.
  manager: { ...newest.manager, openQueue: 2, closeQueue: 2, fillQueue: 4 },
} as const;

const actionsOf: Readonly<Record<Generation, Readonly<Record<string, Readonly<Record<string, number>>>>>> = {
  first: actionWeights,
  extended,
  newest,
  latest,
};

/** Makes the steps of one seed, each with a look at the world as it is: what is under way, and what a console wants. */
export const generator = (seed: number, length: number) => {
  const random = seeded(seed);
  const generation = generationOf(seed);
  const isExtended = generation !== 'first';
  const acts = actionsOf[generation];
  // Work gets done sooner there, and agents and supervisors are busier: what follows a connection needs the connection.
  const climate = isExtended ? { ...climateOf(random), haste: 0.93 } : climateOf(random);
  const cast = actors.filter((actor) => actor.role === 'customer' || random.chance(0.8));
  if (isExtended) cast.push(...cast.filter((actor) => actor.role === 'agent' || actor.role === 'supervisor'));
  if (knowsNewest(generation)) cast.push(...managers, ...managers);
  const happenings = { consume: 10, sweep: 1, advance: 8, replay: 0.3, poison: climate.faulty > 0 ? 0.3 : 0 };
  const act = (simulation: Simulation, id: number): Step => {
    const actor = random.pick(cast);
    const pick = random.below(256);
    const supervisor = simulation.supervisors.find((one) => one.actor.key === actor.key);
    const wanted = supervisor?.next();
    if (wanted !== undefined && random.chance(0.7))
      return { do: 'act', id, actor: actor.key, action: wanted, pick };
    const weights = acts[actor.role] ?? {};
    return { do: 'act', id, actor: actor.key, action: random.weighted(weights), pick };
  };
  const surroundings = (id: number): Step => {
    const consumer = random.pick(consumers);
    const shard = random.below(shards);
    const kind = random.weighted(happenings);
    if (kind === 'consume') return { do: kind, id, consumer, shard, size: 1 + random.below(4) };
    if (kind === 'sweep') return { do: kind, id };
    if (kind === 'replay') return { do: kind, consumer, shard };
    if (kind === 'poison') return { do: kind, pick: random.below(6) };
    const leap = random.chance(climate.leaps);
    return { do: 'advance', ms: leap ? 5_000 + random.below(70_000) : random.below(1_500) };
  };
  return (simulation: Simulation, index: number): Step | undefined => {
    if (index >= length) return undefined;
    const waiting = [...simulation.world.tasks.values()].filter((task) => task.gates.length > 0);
    const busy = waiting.length >= climate.crowd || random.chance(climate.haste);
    if (waiting.length > 0 && busy) {
      const task = random.pick(waiting).id;
      if (random.chance(climate.crashing)) return { do: 'crash', task };
      const gate = random.below(4);
      return random.chance(climate.faulty)
        ? { do: 'run', task, gate, fault: random.weighted(climate.faults) }
        : { do: 'run', task, gate };
    }
    return random.chance(0.7) ? act(simulation, index) : surroundings(index);
  };
};
