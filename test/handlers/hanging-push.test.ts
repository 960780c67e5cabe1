import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sockets } from '../../src/adapters/sockets.ts';
import { env } from '../../src/contract/env.ts';
import { metadataFrame } from '../../src/domain/sockets/fan-out.ts';

/** A management API that takes frames for `lives`, names `gone` gone, and never answers for `hangs`. */
const managementApi = (attempts: string[]): Server =>
  createServer((request, response) => {
    const connectionId = decodeURIComponent(request.url?.split('/').pop() ?? '');
    attempts.push(connectionId);
    request.resume();
    if (connectionId === 'lives') response.writeHead(200).end();
    if (connectionId === 'gone')
      response.writeHead(410, { 'x-amzn-ErrorType': 'GoneException' }).end('{"message":null}');
    if (connectionId === 'bare') response.writeHead(410).end();
    if (connectionId === 'throttled') response.writeHead(429).end('{"message":"Limit exceeded"}');
  });

describe('pushing through a real management API', () => {
  const attempts: string[] = [];
  const server = managementApi(attempts);
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    Object.assign(process.env, {
      [env.managementEndpoint]: `http://127.0.0.1:${port}`,
      AWS_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    });
  });
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const push = (connectionId: string) =>
    sockets('push').open().push(connectionId, metadataFrame({}, undefined));

  test.each([
    ['lives', 'sent', 1],
    ['gone', 'gone', 1],
    ['bare', 'gone', 1],
    ['throttled', 'failed', 3],
  ] as const)(
    'Given a connection that is %s, when a frame is pushed, then it is %s after %i attempts',
    async (id, pushed, tried) => {
      expect(await push(id)).toBe(pushed);
      expect(attempts.filter((attempt) => attempt === id)).toHaveLength(tried);
    },
  );

  test('Given a connection that hangs, when a frame is pushed, then it is given up as failed', async () => {
    expect(await push('hangs')).toBe('failed');
  });
});
