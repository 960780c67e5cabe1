import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { WebSocketServer } from 'ws';
import { startLocal } from '../../local/start-local.ts';
import { endWithForker } from './forked.ts';

/** A process of its own: the local runtime over an assembly, and beside it a bare WebSocket that echoes. */
const assemblyDir = process.argv[2];
if (assemblyDir === undefined || process.send === undefined) throw new Error('forked by the benchmark only');

const echo = createServer();
new WebSocketServer({ server: echo }).on('connection', (socket) => {
  socket.on('message', (data) => socket.send(data));
});
await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));

const local = await startLocal({ assemblyDir, port: 0 });
endWithForker(() => local.stop());
const { url, engineEndpoint, tableNames, startedInMs } = local;
process.send({
  url,
  engineEndpoint,
  tableNames,
  startedInMs,
  echoUrl: `ws://127.0.0.1:${(echo.address() as AddressInfo).port}`,
});
