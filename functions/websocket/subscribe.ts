import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { addresses, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { framePorts } from '../../src/app/frame-ports.ts';
import { websocket } from '../../src/app/websocket.ts';
import { SubscribeFrame } from '../../src/contract/frames.ts';
import { subscribeFrame } from '../../src/domain/monitoring/subscribe.ts';

export const needs = ports(
  ...framePorts,
  channels('get', 'subscribe', 'begin'),
  heads('get'),
  addresses('find'),
  queues('get'),
  users('get'),
);

export const handler = websocket(SubscribeFrame, needs, subscribeFrame);
