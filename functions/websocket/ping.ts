import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { PingFrame } from '../../src/contract/frames.ts';
import { heartbeat } from '../../src/domain/monitoring/heartbeat.ts';

export const needs = ports(
  rates('take'),
  revocations('revokedAt'),
  heads('apply'),
  channels('get'),
  sockets('push', 'disconnect'),
);

export const handler = websocket(PingFrame, needs, (deps, me, frame) =>
  heartbeat(deps, me, frame.correlationId),
);
