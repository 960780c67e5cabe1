import { isRevoked, type RevocationStore } from '../shared/principal.ts';
import { type RateDeps, spend } from '../shared/rate.ts';
import type { ChannelStore, SocketPrincipal } from './channel.ts';
import type { Sockets } from './fan-out.ts';

/** What looking at a frame's sender needs. */
export interface FrameDeps extends RateDeps {
  readonly channels: Pick<ChannelStore, 'get'>;
  readonly revocations: Pick<RevocationStore, 'revokedAt'>;
  readonly sockets: Pick<Sockets, 'disconnect'>;
}

/**
 * Whether anything is done for a frame of this socket. One whose channel is gone (closed, or given up for a newer one),
 * or whose user's grants were revoked since its token, is closed. Errors: too.many.requests.
 */
export const admitFrame = async (deps: FrameDeps, me: SocketPrincipal): Promise<boolean> => {
  const [channel, revoked] = await Promise.all([deps.channels.get(me), isRevoked(deps, me)]);
  if (channel === undefined || revoked) {
    await deps.sockets.disconnect(me.connectionId);
    return false;
  }
  await spend(deps, 'frame', me.tenantId, me.channelId);
  return true;
};
