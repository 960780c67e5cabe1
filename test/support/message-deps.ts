import { randomUUID } from 'node:crypto';
import { memoryOutbox } from '../../src/adapters/memory/outbox.ts';
import { memoryRecipients } from '../../src/adapters/memory/recipients.ts';
import { memorySockets } from '../../src/adapters/memory/sockets.ts';
import type { Clock } from '../../src/domain/shared/clock.ts';
import type { Stores } from './stores.ts';

/** What sending and receiving messages needs, over given stores; pushes run at once and are awaited by `settled`. */
export const messageDeps = (stores: Stores, clock: Clock) => {
  const sockets = memorySockets();
  const pushes: Promise<void>[] = [];
  return {
    ...stores,
    clock,
    sockets,
    outbox: memoryOutbox(),
    recipients: memoryRecipients(),
    newId: randomUUID as () => string,
    after: (work: () => Promise<void>): void => {
      pushes.push(work());
    },
    settled: async (): Promise<void> => {
      await Promise.all(pushes);
    },
  };
};

/** Puts one queue and one integration into a tenant's directory: where customers' messages come in. */
export const openForCustomers = async (stores: Stores, tenantId = 'tenant-a'): Promise<void> => {
  await stores.queues.put(tenantId, { id: 'queue-1', name: 'Queue', division: { id: 'division-1' } });
  await stores.integrations.put(tenantId, {
    id: 'integration-1',
    messageType: 'open',
    queue: { id: 'queue-1' },
  });
};
