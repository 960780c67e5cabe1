import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { UnsubscribeFrame } from '../../src/contract/frames.ts';
import { unsubscribeFrame } from '../../src/domain/monitoring/subscribe.ts';

export const needs = ports(
  rates('take'),
  revocations('revokedAt'),
  channels('unsubscribe', 'get'),
  sockets('push', 'disconnect'),
);

export const handler = websocket(UnsubscribeFrame, needs, unsubscribeFrame);
