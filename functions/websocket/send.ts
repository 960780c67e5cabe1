import { admitted } from '../../src/adapters/admitted.ts';
import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { occupancy } from '../../src/adapters/dynamodb/occupancy-store.ts';
import { rates } from '../../src/adapters/dynamodb/rate-store.ts';
import { recipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { addresses, integrations, queues } from '../../src/adapters/dynamodb/routing-stores.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { outbox } from '../../src/adapters/queue.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { websocket } from '../../src/app/websocket.ts';
import { SendFrame } from '../../src/contract/frames.ts';
import { sendByFrame } from '../../src/domain/messages/said-by-frame.ts';

export const needs = ports(
  admitted,
  rates('take'),
  revocations('revokedAt'),
  channels('get'),
  heads('create', 'apply', 'get'),
  transcript('put'),
  outbox('enqueue'),
  addresses('find', 'previous', 'point'),
  queues('get'),
  integrations('get'),
  recipients('put'),
  occupancy('of'),
  media('uploaded', 'keep'),
  sockets('push', 'disconnect'),
);

export const handler = websocket(SendFrame, needs, sendByFrame, 'sampled');
