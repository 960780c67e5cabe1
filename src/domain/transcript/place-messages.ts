import type { Integration } from '../../contract/integration.ts';
import type { NewId } from '../clock.ts';
import { appendAll, seqOf } from '../conversation/append.ts';
import type { ConversationKey, Head } from '../conversation/head.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { newHead } from '../conversation/new-head.ts';
import { reachOf } from '../delivery/reach.ts';
import type { Recipients } from '../delivery/recipients.ts';
import { Failure } from '../failure.ts';
import type { Address, AddressBook, QueueStore } from '../routing/directory.ts';

/** What placing messages needs. */
export interface PlaceDeps {
  readonly heads: HeadStore;
  readonly addresses: AddressBook;
  readonly queues: QueueStore;
  readonly recipients: Recipients;
  readonly newId: NewId;
}

/** Where one message stands. */
export interface Placed {
  readonly head: Head;
  readonly seq: number;
}

/** Who writes, through which integration, and when. */
export interface Sending {
  readonly address: Address;
  readonly integration: Integration;
  readonly name: string;
  /** Present for a guest of a website: the customer's participant bears this id, so that agents' words reach them. */
  readonly guestId?: string;
  readonly now: number;
}

const start = async (
  deps: PlaceDeps,
  key: ConversationKey,
  sending: Sending,
  fingerprints: readonly string[],
): Promise<{ readonly created: boolean; readonly head: Head }> => {
  const { integration, name, now } = sending;
  const queue = await deps.queues.get(key.tenantId, integration.queue.id);
  if (queue === undefined) throw new Failure('not.found');
  const { guestId } = sending;
  const customer = { participantId: guestId ?? deps.newId(), name };
  const reach = guestId === undefined ? reachOf(integration) : 'guest';
  // Before the head: once an agent can write, it must be known where to.
  if (reach === 'provider')
    await deps.recipients.put(key, { integrationId: integration.id, address: sending.address.from });
  return deps.heads.create(
    newHead(key, { integration, queue, waitId: deps.newId(), customer, fingerprints, now, reach }),
  );
};

/**
 * Finds or starts the address's conversation and takes the seqs of its new messages there, in their order and in one
 * write; those that the window knows keep the seq they have. At most as many fingerprints as the window is long.
 */
export const placeMessages = async (
  deps: PlaceDeps,
  sending: Sending,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, Placed>> => {
  const { address, now } = sending;
  const placed = new Map<string, Placed>();
  const place = (head: Head): void => {
    for (const print of fingerprints) {
      const seq = placed.has(print) ? undefined : seqOf(head, print);
      if (seq !== undefined) placed.set(print, { head, seq });
    }
  };
  let known = await deps.addresses.find(address, false);
  for (;;) {
    const waiting = fingerprints.filter((print) => !placed.has(print));
    if (waiting.length === 0) return placed;
    const conversationId = known ?? (await deps.addresses.point(address, undefined, deps.newId()));
    known = conversationId;
    const key = { tenantId: address.tenantId, conversationId };
    const outcome = await deps.heads.apply(key, appendAll(waiting, now));
    if (outcome.ok || outcome.refusal === 'repeat') {
      place(outcome.head);
      continue;
    }
    if (outcome.refusal === 'missing') {
      const started = await start(deps, key, sending, waiting);
      if (started.created) place(started.head);
      continue;
    }
    const current = await deps.addresses.find(address, true);
    known =
      current === undefined || current === conversationId
        ? await deps.addresses.point(address, current, deps.newId())
        : current;
  }
};
