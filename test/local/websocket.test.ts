import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { patience } from '../support/patience.ts';
import { type Fixture, startFixture } from './fixtures/start-fixture.ts';

describe('the WebSocket gateway', () => {
  let fixture: Fixture;
  let client: ApiGatewayManagementApiClient;
  beforeAll(async () => {
    fixture = await startFixture();
    client = new ApiGatewayManagementApiClient({
      endpoint: `${fixture.url}/_ws/live`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
  });
  afterAll(async () => {
    client.destroy();
    await fixture.stop();
  });

  const events = () =>
    fixture
      .lines('socket')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line) as { routeKey: string; connectionId: string; [name: string]: unknown });
  const eventOf = async (test: (event: ReturnType<typeof events>[number]) => boolean) =>
    JSON.parse(
      await fixture.line('socket', (line) => line.startsWith('{') && test(JSON.parse(line))),
    ) as ReturnType<typeof events>[number];

  const open = async (ticket: string): Promise<{ socket: WebSocket; id: string }> => {
    const connects = () => events().filter(({ routeKey }) => routeKey === '$connect');
    const seen = connects().length;
    const socket = new WebSocket(`${fixture.wsUrl}?ticket=${ticket}`);
    await once(socket, 'open');
    const { connectionId } = (await vi.waitUntil(() => connects()[seen], { timeout: patience })) as {
      connectionId: string;
    };
    return { socket, id: connectionId };
  };
  const status = async (query: string): Promise<number | undefined> => {
    const socket = new WebSocket(`${fixture.wsUrl}${query}`);
    socket.on('error', () => {});
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode?: number }];
    socket.terminate();
    return response.statusCode;
  };

  test.each([
    ['no ticket', '', 401],
    ['a denied ticket', '?ticket=deny', 403],
    ['a broken authorizer', '?ticket=broken', 500],
    ['a $connect that refuses', '?ticket=allow&refuse=1', 409],
  ])('Given %s, when a client connects, then the handshake is refused', async (_, query, expected) => {
    expect(await status(query)).toBe(expected);
  });

  test('Given a connection, when messages come, then the selected or the default route gets them with the authorizer’s context', async () => {
    const { socket, id } = await open('allow');
    socket.send(JSON.stringify({ message: 'ping' }));
    socket.send(JSON.stringify({ message: 'unheard of' }));
    socket.send('not json');
    const mine = (body: string) => eventOf((event) => event.connectionId === id && event.body === body);
    expect(await mine('{"message":"ping"}')).toMatchObject({
      routeKey: 'ping',
      authorizer: { principalId: 'user-1', tenantId: 't1', level: '3' },
    });
    expect(await mine('{"message":"unheard of"}')).toMatchObject({ routeKey: '$default' });
    expect(await mine('not json')).toMatchObject({ routeKey: '$default' });
    socket.close(1000);
    const disconnect = await eventOf(
      (event) => event.connectionId === id && event.routeKey === '$disconnect',
    );
    expect(disconnect).toMatchObject({ disconnectStatusCode: 1000, authorizer: { tenantId: 't1' } });
  });

  test('Given a function that throws, when a message comes, then the gateway’s own frame says so with AWS’s fields', async () => {
    const { socket, id } = await open('allow');
    const received = once(socket, 'message');
    socket.send('throw');
    expect(JSON.parse(String((await received)[0]))).toEqual({
      message: 'Internal server error',
      connectionId: id,
      requestId: expect.stringMatching(/^[\w-]{15}=$/),
    });
    socket.close();
  });

  test('Given a connection, when it is posted to, described and deleted, then the client sees it', async () => {
    const { socket, id } = await open('allow');
    expect(id).toMatch(/^[\w-]{15}=$/);
    const received = once(socket, 'message');
    await client.send(new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.from('{"hello":1}') }));
    expect(String((await received)[0])).toBe('{"hello":1}');
    const described = await client.send(new GetConnectionCommand({ ConnectionId: id }));
    expect(described.ConnectedAt).toBeInstanceOf(Date);
    const closed = once(socket, 'close');
    await client.send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect((await closed)[0]).toBe(1000);
  });

  test('Given a connection that is gone, when it is posted to, then the SDK throws GoneException', async () => {
    const post = client.send(
      new PostToConnectionCommand({ ConnectionId: 'AAAAAAAAAAAAAAA=', Data: Buffer.from('x') }),
    );
    await expect(post).rejects.toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
  });

  test('Given a $connect that still runs, when its connection is posted to, then it is not there yet', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'gate-'));
    const gate = join(dir, 'open');
    const connects = () => events().filter(({ routeKey }) => routeKey === '$connect');
    const seen = connects().length;
    const socket = new WebSocket(`${fixture.wsUrl}?ticket=allow&gate=${encodeURIComponent(gate)}`);
    const opened = once(socket, 'open');
    const connect = await vi.waitUntil(() => connects()[seen], { timeout: patience });
    const post = () =>
      client.send(new PostToConnectionCommand({ ConnectionId: connect.connectionId, Data: 'early' }));
    await expect(post()).rejects.toMatchObject({ name: 'GoneException' });
    writeFileSync(gate, '');
    await opened;
    const received = once(socket, 'message');
    await post();
    expect(String((await received)[0])).toBe('early');
    socket.close();
    rmSync(dir, { recursive: true });
  });

  test('Given a push above 128 KB, when it is posted, then it is refused', async () => {
    const { socket, id } = await open('allow');
    const post = client.send(
      new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.alloc(131_073, 'x') }),
    );
    await expect(post).rejects.toMatchObject({ name: 'PayloadTooLargeException' });
    socket.close();
  });

  test('Given a frame above 32 KB, when a client sends it, then the connection closes with 1009', async () => {
    const { socket, id } = await open('allow');
    const closed = once(socket, 'close');
    socket.send('x'.repeat(32_769));
    expect((await closed)[0]).toBe(1009);
    const disconnects = () => events().filter((e) => e.connectionId === id && e.routeKey === '$disconnect');
    await eventOf((event) => event.connectionId === id && event.routeKey === '$disconnect');
    expect(disconnects()).toHaveLength(1);
    expect(disconnects()[0]).toMatchObject({ disconnectStatusCode: 1009 });
  });

  test('Given a frame of 32 KB, when a client sends it, then it is routed', async () => {
    const { socket, id } = await open('allow');
    socket.send('x'.repeat(32_768));
    const event = await eventOf((candidate) => candidate.connectionId === id && candidate.body !== undefined);
    expect(event.body).toHaveLength(32_768);
    socket.close();
  });

  test.each([
    ['idle time', { idleMs: 50 }],
    ['life', { lifeMs: 50 }],
  ])('Given a connection, when its %s is over, then it closes with 1001', async (_, websocket) => {
    const short = await startFixture({ websocket });
    const socket = new WebSocket(`${short.wsUrl}?ticket=allow`);
    expect((await once(socket, 'close'))[0]).toBe(1001);
    const line = await short.line('socket', (text) => text.includes('$disconnect'));
    expect(JSON.parse(line)).toMatchObject({ disconnectStatusCode: 1001 });
    await short.stop();
  });
});
