import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createObjects, type Objects } from '../../local/storage/objects.ts';
import { type Storage, serveStorage } from '../../local/storage/storage-api.ts';

/** A bucket on the runtime's own S3. */
export interface TestStorage {
  /** Where an S3 client finds it. */
  readonly endpoint: string;
  readonly objects: Objects;
  stop(): void;
}

/**
 * Serves one bucket on loopback.
 *
 * @param may which actions roles allow
 */
export const startStorage = async (
  bucket: string,
  may: (action: string) => boolean = () => true,
): Promise<TestStorage> => {
  const objects = createObjects();
  const storage: Storage = {
    buckets: new Map([[bucket, { name: bucket, arn: `arn:aws:s3:::${bucket}`, cors: [], expiries: [] }]]),
    objects,
    access: {
      denial: (_, calls) => (calls.every(({ action }) => may(action)) ? undefined : 'not authorized'),
      denialOf: () => undefined,
      rights: () => ({ granted: [], used: [] }),
    },
  };
  const server: Server = createServer((message, response) => void serveStorage(storage, message, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/_s3`,
    objects,
    stop: () => {
      server.closeAllConnections();
      server.close();
      objects.stop();
    },
  };
};
