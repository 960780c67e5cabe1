import { admitted } from '../../src/adapters/admitted.ts';
import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { addresses } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { notices } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { TypingFrame } from '../../src/contract/frames.ts';
import { typeByFrame } from '../../src/domain/messages/said-by-frame.ts';

export const needs = ports(
  admitted,
  rates('take'),
  revocations('revokedAt'),
  channels('get'),
  heads('get'),
  notices('put'),
  addresses('find'),
  sockets('push', 'disconnect'),
);

export const handler = websocket(TypingFrame, needs, typeByFrame, 'sampled');
