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
  /** Sockets whose senders were found good lately. */
  readonly admitted?: Admitted;
}

/** What is remembered of senders for as long as API Gateway remembers a token (`limits.admittedMs`). */
export interface Admitted {
  get(connectionId: string): true | undefined;
  set(connectionId: string, good: true): void;
}

/** How frames of a kind are counted: each of them, or by samples where a count would cost more than what it counts. */
export type FrameCount = 'each' | 'sampled';

/** Looks a sender up, and closes the socket of one who is not good. */
const isGood = async (deps: FrameDeps, me: SocketPrincipal): Promise<boolean> => {
  const [channel, revoked] = await Promise.all([deps.channels.get(me), isRevoked(deps, me)]);
  if (channel !== undefined && !revoked) return true;
  await deps.sockets.disconnect(me.connectionId);
  return false;
};

/** The same, by memory where there is one: a revocation closes the socket itself, a moment later. */
const isKnownGood = async (deps: FrameDeps, me: SocketPrincipal): Promise<boolean> => {
  if (deps.admitted?.get(me.connectionId) === true) return true;
  const good = await isGood(deps, me);
  if (good) deps.admitted?.set(me.connectionId, true);
  return good;
};

/**
 * Whether anything is done for a frame of this socket. One whose channel is gone (closed, or given up for a newer one),
 * or whose user's grants were revoked since its token, is closed. Errors: too.many.requests.
 */
export const admitFrame = async (
  deps: FrameDeps,
  me: SocketPrincipal,
  counted: FrameCount = 'each',
): Promise<boolean> => {
  if (!(await isKnownGood(deps, me))) return false;
  if (counted === 'each') await spend(deps, 'frame', me.tenantId, me.channelId);
  else await spendSample(deps, 'said', me.tenantId, me.channelId);
  return true;
};
