import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { deliveries } from '../../src/adapters/dynamodb/delivery-store.ts';
import { panels } from '../../src/adapters/dynamodb/panel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { transcriptStream } from '../../src/app/transcript-stream.ts';
import { push } from '../../src/domain/messages/push.ts';

export const needs = ports(
  channels('subscribers', 'audience', 'reach', 'unsubscribe', 'close'),
  revocations('revokedAt'),
  sockets('push'),
  transcript('after', 'put'),
  panels('get', 'attributes'),
  deliveries('get'),
);

export const handler = transcriptStream(needs, push);
