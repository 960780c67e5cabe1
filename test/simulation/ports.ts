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

/** Makes everything that one invocation may call, each call under the scheduler. */
export const portsOf = (around: Surroundings) => {
  const { stores, acting, network } = around;
  const heads = gatedPort('heads', stores.heads, acting);
  const transcript = gatedPort('transcript', stores.transcript, acting);
  const notices = gatedPort('notices', stores.notices, acting);
  const queues = gatedPort('queues', stores.queues, acting);
  const integrations = gatedPort('integrations', stores.integrations, acting);
  const users = gatedPort('users', stores.users, acting);
  const members = gatedPort('members', stores.members, acting);
  const presences = gatedPort('presences', stores.presences, acting);
  const channels = gatedPort('channels', stores.channels, acting);
  const records = gatedPort('records', stores.records, acting);
  const interactions = gatedPort('interactions', stores.interactions, acting);
  const notes = gatedPort('notes', stores.notes, acting);
  const media = gatedPort('media', stores.media, acting);
  const panels = gatedPort('panels', stores.panels, acting);
  const revocations = gatedPort('revocations', stores.revocations, acting);
  const recipients = gatedPort('recipients', stores.recipients, acting);
  const outbox = gatedPort('outbox', { enqueue: stores.outbox.enqueue }, acting);
  const settings = gatedPort('settings', stores.settings, acting);
  const archive = gatedPort('archive', stores.archive, acting);
  const addresses = gatedPort('addresses', stores.addresses, acting);
  return (task: Task) => ({
    clock: { now: () => around.nowFor(task.actor.key) },
    newId: () => around.newIdFor(task.actor.key),
    websocketUrl: 'wss://sockets.test',
    heads: heads(task),
    transcript: transcript(task),
    // Counting calls is no part of a history.
    rates: stores.rates,
    notices: notices(task),
    queues: queues(task),
    integrations: integrations(task),
    users: users(task),
    members: members(task),
    presences: presences(task),
    channels: channels(task),
    records: records(task),
    interactions: interactions(task),
    notes: notes(task),
    media: media(task),
    panels: panels(task),
    // No queue of the world has codes.
    wrapupCodes: stores.wrapupCodes,
    audits: stores.audits,
    revocations: revocations(task),
    recipients: recipients(task),
    outbox: outbox(task),
    settings: settings(task),
    archive: archive(task),
    addresses: cachedAddresses(task, around, addresses(task)),
    sockets: gatedSockets(task, network, acting),
    pause: async () => void (await wait(task, 'pause', 'before')),
  });
};

export type Ports = ReturnType<ReturnType<typeof portsOf>>;
