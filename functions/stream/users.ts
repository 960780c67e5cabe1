import { liveDeps } from '../../src/app/compose/live-deps.ts';
import { userStream } from '../../src/app/stream/user-stream.ts';
import { announcePresence } from '../../src/domain/monitoring/presence.ts';
import { cutRevoked } from '../../src/domain/sockets/cut-revoked.ts';

export const handler = userStream({
  presence: (user, presence) => announcePresence(liveDeps, user, presence),
  revoked: (revoked) => cutRevoked(liveDeps, revoked),
});
