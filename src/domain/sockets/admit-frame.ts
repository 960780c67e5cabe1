import type { NewId } from '../shared/clock.ts';
import { isRevoked, type RevocationStore } from '../shared/principal.ts';
import { type RateDeps, spend, spendSample } from '../shared/rate.ts';
import type { ChannelStore, SocketPrincipal } from './channel.ts';
import type { Sockets } from './fan-out.ts';

/** What looking at a frame's sender needs. */
export interface FrameDeps extends RateDeps {
  readonly channels: Pick<ChannelStore, 'get'>;
  readonly revocations: Pick<RevocationStore, 'revokedAt'>;
  readonly sockets: Pick<Sockets, 'disconnect'>;
  readonly newId: NewId;
}

/** How frames of a kind are counted: each of them, or by samples where a count would cost more than what it counts. */
export type FrameCount = 'each' | 'sampled';

/**
 * Whether anything is done for a frame of this socket. One whose channel is gone (closed, or given up for a newer one),
 * or whose user's grants were revoked since its token, is closed. Errors: too.many.requests.
 */
export const admitFrame = async (
  deps: FrameDeps,
  me: SocketPrincipal,
  counted: FrameCount = 'each',
): Promise<boolean> => {
  const [channel, revoked] = await Promise.all([deps.channels.get(me), isRevoked(deps, me)]);
  if (channel === undefined || revoked) {
    await deps.sockets.disconnect(me.connectionId);
    return false;
  }
  if (counted === 'each') await spend(deps, 'frame', me.tenantId, me.channelId);
  else await spendSample(deps, 'said', me.tenantId, me.channelId);
  return true;
};
