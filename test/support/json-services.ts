import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { createAccess } from '../../local/access/access.ts';
import { createQueue, type Queue } from '../../local/queues/queue.ts';
import { createSecrets } from '../../local/secrets/secrets.ts';
import { serveJsonRpc } from '../../local/server/json-rpc.ts';

/** Secrets Manager and SQS as the local runtime serves them. */
interface JsonServices {
  readonly endpoint: string;
  /** What was called, by action. */
  readonly calls: readonly string[];
  /** Stands for every queue. */
  readonly queue: Queue;
}

const start = async (): Promise<JsonServices & { stop(): void }> => {
  const calls: string[] = [];
  const secrets = createSecrets({ ofType: () => [] });
  const spec = { name: 'queue', url: 'queue', arn: 'queue', visibilityMs: 30_000, delayMs: 0 };
  const queue = createQueue(spec, { deadLetter: () => undefined, changed: () => {} });
  const found = () => queue;
  const queues = { byName: found, byArn: found, byUrl: found, all: () => [queue], flush: () => {} };
  const services = { queues, secrets, keys: new Map(), access: createAccess([], '') };
  const server = createServer((message, response) => {
    calls.push(String(message.headers['x-amz-target']).split('.')[1] ?? '');
    void serveJsonRpc(services, message, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    queue,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};

/** Starts them for the tests of this file, empty; every caller may do everything. */
export const useJsonServices = (): (() => JsonServices) => {
  let services: Awaited<ReturnType<typeof start>> | undefined;
  beforeAll(async () => {
    services = await start();
  });
  afterAll(() => services?.stop());
  return () => {
    if (services === undefined) throw new Error('not started yet');
    return services;
  };
};
