import type { Integration, IntegrationSecret } from '../../contract/integration.ts';
import type { Queue } from '../../contract/queue.ts';
import type { RoutingStatusName, User } from '../../contract/user.ts';
import type { SystemPresence } from '../../contract/words.ts';
import type { WrapupCode } from '../../contract/wrapup-code.ts';

/** A tenant's queues. */
export interface QueueStore {
  /** Stores a queue; a new one where the tenant has room for it, which is answered. */
  put(tenantId: string, queue: Queue): Promise<boolean>;
  get(tenantId: string, queueId: string): Promise<Queue | undefined>;
  all(tenantId: string): AsyncIterable<Queue>;
}

/** A tenant's messaging integrations. `get` may be up to 30 s old: it stands on the path of every inbound message. */
export interface IntegrationStore {
  /** Stores an integration; a new one where the tenant has room for it, which is answered. */
  put(tenantId: string, integration: Integration): Promise<boolean>;
  get(tenantId: string, integrationId: string): Promise<Integration | undefined>;
  all(tenantId: string): AsyncIterable<Integration>;
  remove(tenantId: string, integrationId: string): Promise<boolean>;
}

/** Which URLs may be called for an integration: none that leads into a network of ours or a machine's own. */
export interface WebhookUrls {
  mayBeCalled(url: string): boolean;
}

/** A customer's address at one integration. */
export interface Address {
  readonly tenantId: string;
  readonly integrationId: string;
  readonly from: string;
}

/** Which conversation a customer's address is in. */
export interface AddressBook {
  /** The conversation; possibly one that has ended. `fresh` reads past any cache. */
  find(address: Address, fresh: boolean): Promise<string | undefined>;
  /** The conversation that the address was in before, where it is known. */
  previous(address: Address): Promise<string | undefined>;
  /** Points the address from `expected` to `next`, and answers where it points now: a loser learns the winner's. */
  point(address: Address, expected: string | undefined, next: string): Promise<string>;
}

/** Names one integration of one tenant. */
export interface IntegrationKey {
  readonly tenantId: string;
  readonly integrationId: string;
}

/** What integrations share with their providers. */
export interface IntegrationSecrets {
  /**
   * The secret, or undefined; possibly five minutes old. `fresh` asks for one of the last half minute: for a
   * signature that does not verify, which may be of a secret that was changed.
   */
  get(key: IntegrationKey, fresh?: boolean): Promise<IntegrationSecret | undefined>;
  put(key: IntegrationKey, secret: IntegrationSecret): Promise<void>;
  /** Deletes the secret for good; none is as well. */
  remove(key: IntegrationKey): Promise<void>;
}

/** A tenant's users. */
export interface UserStore {
  get(tenantId: string, userId: string): Promise<User | undefined>;
  all(tenantId: string): AsyncIterable<User>;
  /**
   * Stores a user whose version is one above the stored one, or 1 where none is stored. Any other is not stored, and
   * the answer is false.
   */
  put(tenantId: string, user: User): Promise<boolean>;
  /** Stores a user, of version 1, whom nobody knows yet, where the tenant has room for another. */
  create(tenantId: string, user: User): Promise<'done' | 'known' | 'full'>;
}

/** How a user stands to their queues. */
export interface Routing {
  readonly status: RoutingStatusName;
  /** ms since the epoch. */
  readonly since: number;
  /** What the user reported of themself; it counts while they are On Queue, until they take a conversation. */
  readonly reported?: 'NOT_RESPONDING' | 'COMMUNICATING';
  /** The conversations that the user takes part in as an agent; monitoring is none of it. */
  readonly conversations: readonly string[];
}

/** A user's presence, and the routing status that follows from it; who never set one is Offline. */
export interface Presence {
  readonly systemPresence: SystemPresence;
  /** ms since the epoch; absent where it was never set. */
  readonly modified?: number;
  /** Absent while nothing but a presence was known. */
  readonly routing?: Routing;
  /** What the newest change concerned: who watches is told this and nothing else. */
  readonly changed?: readonly ('presence' | 'routingStatus')[];
  /** Grows by one with each change; absent where nothing is stored. */
  readonly version?: number;
}

/** Where presences live. */
export interface PresenceStore {
  get(tenantId: string, userId: string): Promise<Presence>;
  /**
   * Stores a presence whose version is one above the stored one, or 1 where none is stored. Any other is not stored,
   * and the answer is false.
   */
  put(tenantId: string, userId: string, presence: Presence & { readonly version: number }): Promise<boolean>;
}

/** A tenant's wrap-up codes, and which of them each queue has. */
export interface WrapupCodeStore {
  /** Stores a code; a new one where the tenant has room for it, which is answered. */
  put(tenantId: string, code: WrapupCode): Promise<boolean>;
  /** Stores a code in place of the one of its id; answers whether there was one. */
  change(tenantId: string, code: WrapupCode): Promise<boolean>;
  get(tenantId: string, codeId: string): Promise<WrapupCode | undefined>;
  all(tenantId: string): AsyncIterable<WrapupCode>;
  /** Whether there was one. */
  remove(tenantId: string, codeId: string): Promise<boolean>;
  /** The ids of a queue's codes (strongly consistent), in their order. */
  ofQueue(tenantId: string, queueId: string): Promise<readonly string[]>;
  /** Gives a queue that is there a code, where it has room for another. */
  assign(tenantId: string, queueId: string, codeId: string): Promise<'done' | 'full' | 'gone'>;
  /** Whether the queue had it. */
  unassign(tenantId: string, queueId: string, codeId: string): Promise<boolean>;
}

/** Which page of a listing. */
export interface PageWanted {
  readonly pageSize: number;
  readonly pageNumber: number;
}

/** One page of a list, by name and then by id, with the numbers that the SDK's listings carry. */
export const pageOf = <T extends { readonly id: string; readonly name?: string }>(
  all: readonly T[],
  { pageSize, pageNumber }: PageWanted,
) => ({
  entities: all
    .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '') || a.id.localeCompare(b.id))
    .slice((pageNumber - 1) * pageSize, pageNumber * pageSize),
  pageSize,
  pageNumber,
  total: all.length,
  pageCount: Math.ceil(all.length / pageSize),
});
