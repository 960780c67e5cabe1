import { channels } from '../../src/adapters/dynamodb/channel-store.ts';
import { members } from '../../src/adapters/dynamodb/member-store.ts';
import { revocations } from '../../src/adapters/dynamodb/settings-store.ts';
import { users } from '../../src/adapters/dynamodb/user-store.ts';
import { ports } from '../../src/adapters/port.ts';
import { sockets } from '../../src/adapters/sockets.ts';
import { userStream } from '../../src/app/user-stream.ts';
import { renameInQueues } from '../../src/domain/directory/members.ts';
import { cutRevoked } from '../../src/domain/sockets/cut-revoked.ts';
import { announceMember, announceUser } from '../../src/domain/views/announce-user.ts';

export const needs = ports(
  members('queuesOf', 'reflect', 'rename', 'of'),
  users('get'),
  channels('subscribers', 'ofUser', 'unsubscribe', 'close'),
  revocations('revokedAt'),
  sockets('push', 'disconnect'),
);

export const handler = userStream(needs, {
  presence: announceUser,
  revoked: cutRevoked,
  changed: renameInQueues,
  member: announceMember,
});
