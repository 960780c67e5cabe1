import type { Integration, IntegrationSecret } from '../../contract/integration.ts';
import { limits } from '../../contract/limits.ts';
import type { Queue } from '../../contract/queue.ts';
import type { WrapupCode } from '../../contract/wrapup-code.ts';
import type {
  Address,
  AddressBook,
  IntegrationKey,
  IntegrationSecrets,
  IntegrationStore,
  QueueStore,
  WrapupCodeStore,
} from '../../domain/directory/directory.ts';

const keyed = <V extends { readonly id: string }>(most: number) => {
  const items = new Map<string, V>();
  const own = (tenantId: string) => [...items].filter(([key]) => key.startsWith(`${tenantId}#`));
  return {
    put: async (tenantId: string, item: V): Promise<boolean> => {
      const key = `${tenantId}#${item.id}`;
      const fits = items.has(key) || own(tenantId).length < most;
      if (fits) items.set(key, item);
      return fits;
    },
    has: (tenantId: string, id: string) => items.has(`${tenantId}#${id}`),
    get: async (tenantId: string, id: string) => items.get(`${tenantId}#${id}`),
    remove: async (tenantId: string, id: string) => items.delete(`${tenantId}#${id}`),
    async *all(tenantId: string) {
      for (const [, item] of own(tenantId)) yield item;
    },
  };
};

/** Queues in memory: whether one is there is known at once, for what is written on that condition. */
export interface MemoryQueues extends QueueStore {
  has(tenantId: string, queueId: string): boolean;
  remove(tenantId: string, queueId: string): Promise<boolean>;
}

/** Queues in memory. */
export const memoryQueueStore = (): MemoryQueues => keyed<Queue>(limits.queuesOfTenant);

/** Integrations in memory. */
export const memoryIntegrationStore = (): IntegrationStore => keyed<Integration>(limits.integrationsOfTenant);

/** Wrap-up codes in memory: whether a queue has some is known at once. */
export interface MemoryWrapupCodes extends WrapupCodeStore {
  countOf(tenantId: string, queueId: string): number;
}

/** Wrap-up codes in memory. */
export const memoryWrapupCodeStore = (queues: Pick<MemoryQueues, 'has'>): MemoryWrapupCodes => {
  const given = new Map<string, Set<string>>();
  const of = (tenantId: string, queueId: string): Set<string> => {
    const key = `${tenantId}#${queueId}`;
    const codes = given.get(key) ?? new Set<string>();
    given.set(key, codes);
    return codes;
  };
  const codes = keyed<WrapupCode>(limits.codesOfTenant);
  return {
    ...codes,
    change: async (tenantId, code) => codes.has(tenantId, code.id) && codes.put(tenantId, code),
    countOf: (tenantId, queueId) => of(tenantId, queueId).size,
    ofQueue: async (tenantId, queueId) => [...of(tenantId, queueId)].sort(),
    async assign(tenantId, queueId, codeId) {
      const codes = of(tenantId, queueId);
      if (!codes.has(codeId) && codes.size >= limits.codesOfQueue) return 'full';
      if (!queues.has(tenantId, queueId)) return 'gone';
      codes.add(codeId);
      return 'done';
    },
    unassign: async (tenantId, queueId, codeId) => of(tenantId, queueId).delete(codeId),
  };
};

/** Addresses in memory. */
export const memoryAddressBook = (): AddressBook => {
  const conversations = new Map<string, string>();
  const before = new Map<string, string>();
  const keyOf = (address: Address) => JSON.stringify([address.tenantId, address.integrationId, address.from]);
  return {
    find: async (address) => conversations.get(keyOf(address)),
    previous: async (address) => before.get(keyOf(address)),
    async point(address, expected, next) {
      const current = conversations.get(keyOf(address));
      if (current !== undefined && current !== expected) return current;
      if (current !== undefined) before.set(keyOf(address), current);
      conversations.set(keyOf(address), next);
      return next;
    },
  };
};

/** Secrets in memory. */
export const memoryIntegrationSecrets = (): IntegrationSecrets => {
  const secrets = new Map<string, IntegrationSecret>();
  const keyOf = ({ tenantId, integrationId }: IntegrationKey) => JSON.stringify([tenantId, integrationId]);
  return {
    get: async (key) => secrets.get(keyOf(key)),
    put: async (key, secret) => {
      secrets.set(keyOf(key), secret);
    },
    remove: async (key) => {
      secrets.delete(keyOf(key));
    },
  };
};
