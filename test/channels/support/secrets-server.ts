import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { createAccess } from '../../../local/access/access.ts';
import { createSecrets } from '../../../local/secrets/secrets.ts';
import { serveJsonRpc } from '../../../local/server/json-rpc.ts';
import type { Model } from '../../../local/template/model.ts';

/** Secrets Manager as the local runtime serves it, empty, for the tests of one file. */
export const useSecretsServer = (): { readonly endpoint: () => string; readonly calls: string[] } => {
  const calls: string[] = [];
  const secrets = createSecrets({ ofType: () => [] } as unknown as Model);
  const server = createServer((message, response) => {
    calls.push(String(message.headers['x-amz-target']).split('.')[1] ?? '');
    void serveJsonRpc(
      { queues: undefined as never, secrets, keys: new Map(), access: createAccess([], '') },
      message,
      response,
    );
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  return { endpoint: () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`, calls };
};
