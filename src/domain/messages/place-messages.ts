import type { Integration } from '../../contract/integration.ts';
import type { CustomerAttributes } from '../../contract/journey.ts';
import type { Address, AddressBook, QueueStore } from '../directory/directory.ts';
import { appendAll, newHead } from '../head/append.ts';
import { type ConversationKey, deliveryModeOf, type Head, type HeadStore, seqOf } from '../head/head.ts';
import type { NewId } from '../shared/clock.ts';
import { Failure, type OccupancyStore, requireBudget } from '../shared/failure.ts';
import type { Recipients } from './recipient.ts';

/** What placing messages needs. */
export interface PlaceDeps {
  readonly heads: HeadStore;
  readonly addresses: AddressBook;
  readonly queues: Pick<QueueStore, 'get'>;
  readonly recipients: Pick<Recipients, 'put'>;
  readonly occupancy: OccupancyStore;
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
  readonly customer: {
    readonly name: string;
    readonly attributes?: CustomerAttributes;
    /** Present for a guest of a website: the customer's participant bears this id, so that agents' words reach them. */
    readonly guestId?: string;
  };
  readonly now: number;
}

const start = async (
  deps: PlaceDeps,
  key: ConversationKey,
  sending: Sending,
  fingerprints: readonly string[],
  before: readonly string[],
): Promise<{ readonly created: boolean; readonly head: Head }> => {
  const { integration, now } = sending;
  await requireBudget(deps, key.tenantId, 'conversations');
  const queue = await deps.queues.get(key.tenantId, integration.queue.id);
  if (queue === undefined) throw new Failure('not.found');
  const { name, attributes, guestId } = sending.customer;
  const customer = { participantId: guestId ?? deps.newId(), name };
  const deliveryMode = guestId === undefined ? deliveryModeOf(integration) : 'guest';
  // Before the head: once an agent can write, it must be known where to, and to whom.
  await deps.recipients.put(key, {
    integrationId: integration.id,
    address: sending.address.from,
    name,
    ...(attributes === undefined ? {} : { attributes }),
  });
  return deps.heads.create(
    newHead(key, {
      integration,
      queue,
      waitId: deps.newId(),
      customer,
      fingerprints,
      before,
      now,
      deliveryMode,
    }),
  );
};

/** The head of the address's conversation before this one. */
const headBefore = async (deps: PlaceDeps, address: Address): Promise<Head | undefined> => {
  const conversationId = await deps.addresses.previous(address);
  return conversationId === undefined
    ? undefined
    : deps.heads.get({ tenantId: address.tenantId, conversationId });
};

/** What a window holds of its own conversation: what it took over from the one before it is forgotten now. */
const ownWindow = (head: Head | undefined): readonly string[] =>
  head === undefined ? [] : head.recent.slice(-head.seq);

/** Those that stand in a conversation itself, not in the one before it. */
const placedIn = (
  head: Head | undefined,
  prints: readonly string[],
): readonly (readonly [string, Placed])[] =>
  head === undefined
    ? []
    : prints.flatMap((print) => {
        const seq = seqOf(head, print) ?? 0;
        return seq > 0 ? [[print, { head, seq }] as const] : [];
      });

/** Where a message stands that the address's conversation before this one has: its sender's repeat comes late. */
const placeBefore = async (deps: PlaceDeps, address: Address, print: string): Promise<Placed> => {
  const head = await headBefore(deps, address);
  const seq = head === undefined ? undefined : seqOf(head, print);
  if (head === undefined || seq === undefined || seq <= 0) throw new Failure('conflict');
  return { head, seq };
};

/**
 * Finds or starts the address's conversation and takes the seqs of its new messages there, in their order and in one
 * write; those that the window knows keep the place they have, in this conversation or the one before. At most as many
 * fingerprints as the window is long.
 */
export const placeMessages = async (
  deps: PlaceDeps,
  sending: Sending,
  fingerprints: readonly string[],
): Promise<ReadonlyMap<string, Placed>> => {
  const { address, now } = sending;
  const placed = new Map<string, Placed>();
  const place = async (head: Head): Promise<void> => {
    for (const print of fingerprints) {
      const seq = placed.has(print) ? undefined : seqOf(head, print);
      if (seq === undefined) continue;
      placed.set(print, seq > 0 ? { head, seq } : await placeBefore(deps, address, print));
    }
  };
  let pointed: { readonly at: string; readonly before: Head | undefined } | undefined;
  const point = async (current: string | undefined, before: Head | undefined): Promise<string> => {
    const at = deps.newId();
    pointed = { at, before };
    return deps.addresses.point(address, current, at);
  };
  let known = await deps.addresses.find(address, false);
  for (;;) {
    const waiting = fingerprints.filter((print) => !placed.has(print));
    if (waiting.length === 0) return placed;
    const conversationId = known ?? (await point(undefined, undefined));
    known = conversationId;
    const key = { tenantId: address.tenantId, conversationId };
    const outcome = await deps.heads.apply(key, appendAll(waiting, now));
    if (outcome.ok || outcome.refusal === 'repeat') {
      await place(outcome.head);
      continue;
    }
    if (outcome.refusal === 'missing') {
      // Another call may have pointed the address at it and stopped there: what came before is not known here then.
      const before = pointed?.at === conversationId ? pointed.before : await headBefore(deps, address);
      const late = placedIn(before, waiting);
      for (const [print, at] of late) placed.set(print, at);
      if (late.length > 0) continue;
      const started = await start(deps, key, sending, waiting, ownWindow(before));
      if (started.created) await place(started.head);
      continue;
    }
    const current = await deps.addresses.find(address, true);
    known =
      current === undefined || current === conversationId ? await point(current, outcome.head) : current;
  }
};
