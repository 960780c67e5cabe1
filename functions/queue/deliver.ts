import { archive } from '../../src/adapters/dynamodb/archive.ts';
import { deliveries } from '../../src/adapters/dynamodb/delivery-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { recipients } from '../../src/adapters/dynamodb/recipient-store.ts';
import { integrations } from '../../src/adapters/dynamodb/routing-stores.ts';
import { notices, transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { provider } from '../../src/adapters/providers/provider.ts';
import { hideDelivery } from '../../src/adapters/queue.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { queueConsumer } from '../../src/app/queue.ts';
import { DeliveryJob } from '../../src/contract/message.ts';
import { backoffSeconds, deliver } from '../../src/domain/messages/deliver.ts';

export const needs = ports(
  transcript('get'),
  recipients('get'),
  integrations('get'),
  secrets('get'),
  media('read'),
  deliveries('claim', 'release', 'advance', 'point'),
  notices('put'),
  heads('get'),
  archive('letGo'),
  provider,
  hideDelivery,
);

export const handler = queueConsumer(DeliveryJob, 'delivery.failed', needs, backoffSeconds, deliver);
