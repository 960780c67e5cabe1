import { createHash, randomBytes } from 'node:crypto';
import type { Channel as ChannelBody } from '../../contract/channel.ts';
import { limits } from '../../contract/limits.ts';
import { type Clock, iso, type NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal, RevocationStore } from '../shared/principal.ts';
import type { ChannelStore } from './channel.ts';

interface Deps {
  readonly channels: ChannelStore;
  readonly revocations: RevocationStore;
  readonly clock: Clock;
  readonly newId: NewId;
  /** Where sockets connect, `wss://...`. */
  readonly websocketUrl: string;
}

/** What is stored of a ticket: its SHA-256, so that the table opens no socket. */
export const ticketHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const encode = (part: string): string => Buffer.from(part).toString('base64url');

/**
 * Opens a channel for the caller. The ticket in `connectUri` names the tenant and the channel and carries 256 random
 * bits; it lives 30 s and opens one socket. A token revoked meanwhile, which the authorizer's cache may still let in,
 * opens none. Errors: authentication.required.
 */
export const createChannel = async (deps: Deps, me: Principal): Promise<ChannelBody> => {
  const now = deps.clock.now();
  if ((await deps.revocations.revokedAt(me.tenantId, me.userId)) >= me.issued)
    throw new Failure('authentication.required');
  const channelId = deps.newId();
  const secret = randomBytes(32).toString('base64url');
  const until = Math.min(now + limits.channelMs, me.expires);
  await deps.channels.create(
    { ...me, channelId, until, topics: [] },
    ticketHash(secret),
    now + limits.ticketMs,
  );
  const ticket = `${encode(me.tenantId)}.${channelId}.${secret}`;
  return { id: channelId, connectUri: `${deps.websocketUrl}?ticket=${ticket}`, expires: iso(until) };
};

/** Takes a ticket: the channel it opens, or undefined for one that is unknown, used or too old. */
export const redeemTicket = async (
  deps: Pick<Deps, 'channels' | 'clock'>,
  ticket: string,
): Promise<Awaited<ReturnType<ChannelStore['redeem']>>> => {
  const [tenant, channelId, secret, ...rest] = ticket.split('.');
  if (!tenant || !channelId || !secret || rest.length > 0 || ticket.length > 400) return undefined;
  const tenantId = Buffer.from(tenant, 'base64url').toString();
  return deps.channels.redeem({ tenantId, channelId }, ticketHash(secret), deps.clock.now());
};
