import type { Integration, IntegrationSecret } from '../../contract/integration.ts';
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

const keyed = <V extends { readonly id: string }>() => {
  const items = new Map<string, V>();
  return {
    put: async (tenantId: string, item: V) => {
      items.set(`${tenantId}#${item.id}`, item);
    },
    get: async (tenantId: string, id: string) => items.get(`${tenantId}#${id}`),
    remove: async (tenantId: string, id: string) => items.delete(`${tenantId}#${id}`),
    async *all(tenantId: string) {
      for (const [key, item] of items) if (key.startsWith(`${tenantId}#`)) yield item;
    },
  };
};

/** Queues in memory. */
export const memoryQueueStore = (): QueueStore => keyed<Queue>();

/** Integrations in memory. */
export const memoryIntegrationStore = (): IntegrationStore => keyed<Integration>();

/** Wrap-up codes in memory. */
export const memoryWrapupCodeStore = (): WrapupCodeStore => {
  const given = new Map<string, Set<string>>();
  const of = (tenantId: string, queueId: string): Set<string> => {
    const key = `${tenantId}#${queueId}`;
    const codes = given.get(key) ?? new Set<string>();
    given.set(key, codes);
    return codes;
  };
  return {
    ...keyed<WrapupCode>(),
    ofQueue: async (tenantId, queueId) => [...of(tenantId, queueId)].sort(),
    assign: async (tenantId, queueId, codeId) => void of(tenantId, queueId).add(codeId),
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
