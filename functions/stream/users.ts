import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { userStream } from '../../src/app/user-stream.ts';
import { cutRevoked } from '../../src/domain/sockets/cut-revoked.ts';
import { announcePresence } from '../../src/domain/users/presence.ts';

export const needs = ports(
  channels('subscribers', 'ofUser', 'unsubscribe', 'close'),
  revocations('revokedAt'),
  sockets('push', 'disconnect'),
);

export const handler = userStream(needs, { presence: announcePresence, revoked: cutRevoked });
