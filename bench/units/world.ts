import { randomUUID } from 'node:crypto';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createTables } from '../../local/engine/create-tables.ts';
import { startEngine } from '../../local/engine/start-engine.ts';
import { dynamoArchive } from '../../src/adapters/dynamodb/archive.ts';
import { dynamoInteractionStore } from '../../src/adapters/dynamodb/interaction-store.ts';
import { dynamoSettingsStore } from '../../src/adapters/dynamodb/settings-store.ts';
import { memoryOutbox } from '../../src/adapters/memory/delivery-store.ts';
import { memoryMediaStore } from '../../src/adapters/memory/media-store.ts';
import { memorySockets } from '../../src/adapters/memory/sockets.ts';
import type { Clock } from '../../src/domain/shared/clock.ts';
import type { Sockets } from '../../src/domain/sockets/fan-out.ts';
import { type Capacity, meter } from '../../test/support/capacity.ts';
import { setClock } from '../../test/support/clock.ts';
import { handingOver } from '../../test/support/handing-over.ts';
import { openForCustomers } from '../../test/support/message-deps.ts';
import { dynamoStores } from '../../test/support/stores.ts';
import { tables } from '../../test/support/tables.ts';

const connect = (endpoint: string): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    }),
    { marshallOptions: { removeUndefinedValues: true } },
  );

/** Everything that use cases and stream consumers ask for, over one client; `settled` hands over what they stored to be pushed. */
const newDeps = (client: DynamoDBDocumentClient, clock: Clock, sockets = memorySockets()) => {
  const stores = dynamoStores(client, clock);
  const { transcript, notices, handOver } = handingOver(stores);
  const media = memoryMediaStore();
  const deps = {
    ...stores,
    transcript,
    notices,
    interactions: dynamoInteractionStore(client, 'Records'),
    settings: dynamoSettingsStore(client, 'Directory'),
    archive: dynamoArchive(client, {
      conversations: 'Conversations',
      transcript: 'Transcript',
      records: 'Records',
    }),
    media,
    sockets,
    outbox: memoryOutbox(),
    fetches: memoryOutbox(),
    clock,
    pause: async () => {},
    newId: randomUUID as () => string,
  };
  return { ...deps, settled: (through: Sockets = sockets) => handOver({ ...deps, sockets: through }) };
};

export type Deps = ReturnType<typeof newDeps>;

/** The real adapters on an embedded engine of their own, metered. */
export interface World {
  readonly deps: Deps;
  readonly cost: Capacity;
  /** The same tables through another client, which costs nothing. */
  readonly unmetered: Deps;
  /** As another environment that has cached nothing yet; metered with the first. */
  cold(): Deps;
  stop(): Promise<void>;
}

/** Starts an engine with the five tables, one queue and one integration. */
export const openWorld = async (): Promise<World> => {
  const engine = await startEngine();
  await createTables({ endpoint: engine.endpoint, resources: tables });
  const clock = setClock();
  const [metered, free] = [connect(engine.endpoint), connect(engine.endpoint)];
  const unmetered = newDeps(free, clock);
  await openForCustomers(unmetered);
  for (const userId of ['supervisor-1', 'supervisor-2'])
    await unmetered.presences.put('tenant-a', userId, {
      systemPresence: 'Available',
      modified: clock.now(),
      version: 1,
    });
  return {
    deps: newDeps(metered, clock, unmetered.sockets),
    cost: meter(metered),
    unmetered,
    cold: () => newDeps(metered, clock, unmetered.sockets),
    stop: async () => {
      metered.destroy();
      free.destroy();
      await engine.stop();
    },
  };
};
