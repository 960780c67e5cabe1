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
const cachedAddresses = (task: Task, around: Surroundings): AddressBook => {
  const { addresses } = around.stores;
  const gated = gatedPort(
    task,
    'addresses',
    { point: addresses.point, previous: addresses.previous },
    around.acting,
  );
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

/** Everything that one invocation may call, each call under the scheduler. */
export const portsFor = (task: Task, around: Surroundings) => {
  const { stores, acting, network } = around;
  return {
    clock: { now: () => around.nowFor(task.actor.key) },
    newId: () => around.newIdFor(task.actor.key),
    websocketUrl: 'wss://sockets.test',
    heads: gatedPort(task, 'heads', stores.heads, acting),
    transcript: gatedPort(task, 'transcript', stores.transcript, acting),
    // Counting calls is no part of a history.
    rates: stores.rates,
    notices: gatedPort(task, 'notices', stores.notices, acting),
    queues: gatedPort(task, 'queues', stores.queues, acting),
    integrations: gatedPort(task, 'integrations', stores.integrations, acting),
    users: gatedPort(task, 'users', stores.users, acting),
    presences: gatedPort(task, 'presences', stores.presences, acting),
    channels: gatedPort(task, 'channels', stores.channels, acting),
    records: gatedPort(task, 'records', stores.records, acting),
    interactions: gatedPort(task, 'interactions', stores.interactions, acting),
    notes: gatedPort(task, 'notes', stores.notes, acting),
    media: gatedPort(task, 'media', stores.media, acting),
    panels: gatedPort(task, 'panels', stores.panels, acting),
    // No queue of the world has codes.
    wrapupCodes: stores.wrapupCodes,
    audits: stores.audits,
    revocations: gatedPort(task, 'revocations', stores.revocations, acting),
    recipients: gatedPort(task, 'recipients', stores.recipients, acting),
    outbox: gatedPort(task, 'outbox', { enqueue: stores.outbox.enqueue }, acting),
    addresses: cachedAddresses(task, around),
    sockets: gatedSockets(task, network, acting),
    pause: async () => void (await wait(task, 'pause', 'before')),
  };
};

export type Ports = ReturnType<typeof portsFor>;
