import { randomUUID } from 'node:crypto';
import { memoryOutbox } from '../../src/adapters/memory/delivery-store.ts';
import { memoryMediaStore } from '../../src/adapters/memory/media-store.ts';
import { memorySockets } from '../../src/adapters/memory/sockets.ts';
import type { Clock } from '../../src/domain/shared/clock.ts';
import { handingOver } from './handing-over.ts';
import type { Stores } from './stores.ts';

/** What sending and receiving messages needs, over given stores; `settled` hands over what they stored to be pushed. */
export const messageDeps = (stores: Stores, clock: Clock) => {
  const { transcript, notices, handOver } = handingOver(stores);
  const deps = {
    ...stores,
    transcript,
    notices,
    clock,
    sockets: memorySockets(),
    pause: async () => {},
    outbox: memoryOutbox(),
    fetches: memoryOutbox(),
    media: memoryMediaStore(),
    newId: randomUUID as () => string,
  };
  return { ...deps, settled: () => handOver(deps) };
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
