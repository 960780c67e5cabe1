import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { userStream } from '../../src/app/user-stream.ts';
import { cutRevoked } from '../../src/domain/sockets/cut-revoked.ts';
import { announceUser } from '../../src/domain/views/announce-user.ts';

export const needs = ports(
  members('queuesOf', 'reflect', 'of'),
  channels('subscribers', 'ofUser', 'unsubscribe', 'close'),
  revocations('revokedAt'),
  sockets('push', 'disconnect'),
);

export const handler = userStream(needs, { presence: announceUser, revoked: cutRevoked });
