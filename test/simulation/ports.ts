import type { AddressBook } from '../../src/domain/directory/directory.ts';
import type { Sockets } from '../../src/domain/sockets/fan-out.ts';
import { type Acting, gatedPort } from './gated-port.ts';
import { Injected } from './injected.ts';
import type { Network } from './network.ts';
import type { Stores } from './stores.ts';
import { type Task, wait } from './task.ts';

/** What the whole world shares and one invocation's ports are made of. */
export interface Surroundings {
  readonly stores: Stores;
  readonly network: Network;
  readonly acting: Acting;
  /** The actor's own clock, ms. */
  readonly nowFor: (actorKey: string) => number;
  readonly newIdFor: (actorKey: string) => string;
  /** What each address pointed to before it was pointed on. */
  readonly former: Map<string, string>;
}

const gatedSockets = (task: Task, network: Network, acting: Acting): Sockets => ({
  async push(connectionId, frame) {
    const fault = await wait(task, 'sockets.push', 'before');
    if (fault === 'drop') return 'failed';
    const pushed = acting(task, () => network.deliver(connectionId, frame));
    if (fault === 'duplicate') acting(task, () => network.deliver(connectionId, frame));
    return (await wait(task, 'sockets.push', 'after')) === 'lost' ? 'failed' : pushed;
  },
  async disconnect(connectionId) {
    await wait(task, 'sockets.disconnect', 'before');
    network.disconnect(connectionId);
  },
});

/** An address book whose cache may lag: a read that is not fresh may answer the pointer before the last one. */
const cachedAddresses = (task: Task, around: Surroundings, gated: AddressBook): AddressBook => {
  const { addresses } = around.stores;
  const keyOf = (address: Parameters<AddressBook['find']>[0]) => JSON.stringify(address);
  return {
    async find(address, fresh) {
      const fault = await wait(task, 'addresses.find', 'before');
      if (fault === 'throttle') throw new Injected('throttle');
      const former = around.former.get(keyOf(address));
      if (fault === 'stale' && !fresh && former !== undefined) return former;
      return addresses.find(address, fresh);
    },
    previous: (address) => gated.previous(address),
    async point(address, expected, next) {
      const now = await gated.point(address, expected, next);
      if (expected !== undefined && now !== expected) around.former.set(keyOf(address), expected);
      return now;
    },
  };
};

/** The ports whose calls are under the scheduler, by their names among the stores. */
const gatedNames = [
  'heads',
  'transcript',
  'notices',
  'queues',
  'integrations',
  'users',
  'members',
  'presences',
  'channels',
  'records',
  'interactions',
  'notes',
  'media',
  'panels',
  'deliveries',
  'revocations',
  'recipients',
  'outbox',
  'fetches',
  'settings',
  'archive',
] as const satisfies readonly (keyof Stores)[];

/** Everything that one invocation may call, each call under the scheduler; a port is opened where it is asked for. */
class Invocation {
  declare readonly task: Task;
  declare readonly around: Surroundings;
  constructor(task: Task, around: Surroundings) {
    this.task = task;
    this.around = around;
  }
  get clock() {
    const { task, around } = this;
    return { now: () => around.nowFor(task.actor.key) };
  }
  get newId() {
    const { task, around } = this;
    return () => around.newIdFor(task.actor.key);
  }
  get websocketUrl() {
    return 'wss://sockets.test';
  }
  // Counting calls is no part of a history.
  get rates() {
    return this.around.stores.rates;
  }
  // It is remembered for seconds, and no history comes near a budget.
  get occupancy() {
    return { of: this.around.stores.interactions.occupancy };
  }
  // No queue of the world has codes.
  get wrapupCodes() {
    return this.around.stores.wrapupCodes;
  }
  get audits() {
    return this.around.stores.audits;
  }
  get addresses(): AddressBook {
    const { task, around } = this;
    return cachedAddresses(
      task,
      around,
      gatedPort('addresses', around.stores.addresses, task, around.acting),
    );
  }
  get sockets(): Sockets {
    return gatedSockets(this.task, this.around.network, this.around.acting);
  }
  get pause() {
    const { task } = this;
    return async () => void (await wait(task, 'pause', 'before'));
  }
}
for (const name of gatedNames)
  Object.defineProperty(Invocation.prototype, name, {
    get(this: Invocation) {
      const { task, around } = this;
      return gatedPort(name, around.stores[name], task, around.acting);
    },
  });

export type Ports = Invocation & Pick<Stores, (typeof gatedNames)[number]>;

/** What one invocation may call. */
export const portsOf = (task: Task, around: Surroundings): Ports => new Invocation(task, around) as Ports;
