import { limits } from '../../contract/limits.ts';
import type { ChannelStore, OwnChannel } from './channel.ts';
import { metadataFrame, type Sockets } from './fan-out.ts';

/** A user whose grants were revoked. */
export interface Revoked {
  readonly tenantId: string;
  readonly userId: string;
  /** ms since the epoch: channels made with a token issued until then are cut. */
  readonly at: number;
  readonly reason: string;
}

/** Channels cut side by side: as many as a user has. */
const atOnce = limits.channelsPerUser;

/** The channel goes last: what was cut short finds it again, and does the rest. */
const cut = async (
  deps: { readonly channels: Pick<ChannelStore, 'close'>; readonly sockets: Sockets },
  channel: OwnChannel,
  reason: string,
): Promise<void> => {
  if (channel.connectionId !== undefined) {
    await deps.sockets.push(channel.connectionId, metadataFrame({ message: 'revoked', reason }, undefined));
    await deps.sockets.disconnect(channel.connectionId);
  }
  await deps.channels.close(channel);
};

/**
 * Closes the sockets and the channels of a revoked user, those with a socket first. What a new token opened stays.
 * Nothing depends on when this happens: what is pushed is checked against the revocation itself. Safe to repeat.
 */
export const cutRevoked = async (
  deps: { readonly channels: Pick<ChannelStore, 'ofUser' | 'close'>; readonly sockets: Sockets },
  { tenantId, userId, at, reason }: Revoked,
): Promise<void> => {
  const own = (await deps.channels.ofUser(tenantId, userId)).filter(({ issued }) => issued <= at);
  const isOpen = (channel: OwnChannel) => channel.connectionId !== undefined;
  const ordered = [...own.filter(isOpen), ...own.filter((channel) => !isOpen(channel))];
  for (let i = 0; i < ordered.length; i += atOnce)
    await Promise.all(ordered.slice(i, i + atOnce).map((channel) => cut(deps, channel, reason)));
};
