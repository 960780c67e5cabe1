import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { integrations } from '../../src/adapters/dynamodb/routing-stores.ts';
import { notices, transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { media } from '../../src/adapters/media-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { providersFiles } from '../../src/adapters/providers/provider.ts';
import { hideFetch } from '../../src/adapters/queue.ts';
import { secrets } from '../../src/adapters/secrets.ts';
import { queueConsumer } from '../../src/app/queue.ts';
import { DeliveryJob } from '../../src/contract/message.ts';
import { backoffSeconds } from '../../src/domain/messages/deliver.ts';
import { fetchFiles } from '../../src/domain/messages/fetch-files.ts';

export const needs = ports(
  heads('get'),
  transcript('get', 'settle'),
  integrations('get'),
  secrets('get'),
  media('store', 'erase'),
  notices('put'),
  providersFiles,
  hideFetch,
);

export const handler = queueConsumer(DeliveryJob, 'fetch.failed', needs, backoffSeconds, fetchFiles);
