import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { heads } from '../../src/adapters/dynamodb/head-store.ts';
import { interactions } from '../../src/adapters/dynamodb/interaction-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { transcript } from '../../src/adapters/dynamodb/transcript-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { headBatch } from '../../src/app/stream.ts';
import { announce } from '../../src/domain/views/announce.ts';

export const needs = ports(
  channels('subscribers', 'audience', 'reach', 'unsubscribe', 'close', 'giveUp'),
  heads('get'),
  revocations('revokedAt'),
  sockets('push'),
  transcript('after'),
  interactions('get', 'counts', 'range'),
);

export const handler = headBatch(needs, announce);
