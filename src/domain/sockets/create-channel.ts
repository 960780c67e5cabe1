import { createHash, randomBytes } from 'node:crypto';
import type { Channel as ChannelBody } from '../../contract/channel.ts';
import { limits } from '../../contract/limits.ts';
import { type Clock, iso, type NewId } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { isRevoked, type Principal, type RevocationStore } from '../shared/principal.ts';
import { type RateDeps, spend, spendChannel } from '../shared/rate.ts';
import type { ChannelStore, OwnChannel } from './channel.ts';

interface Deps extends RateDeps {
  readonly channels: Pick<ChannelStore, 'create' | 'ofUser' | 'close'>;
  readonly revocations: Pick<RevocationStore, 'revokedAt'>;
  readonly newId: NewId;
  /** Where sockets connect, `wss://...`. */
  readonly websocketUrl: string;
}

/** What is stored of a ticket: its SHA-256, so that the table opens no socket. */
export const ticketHash = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const encode = (part: string): string => Buffer.from(part).toString('base64url');

/** Which go first where there are too many: those without a socket, and of them the oldest. */
const leastNeeded = (a: OwnChannel, b: OwnChannel): number =>
  Number(a.connectionId !== undefined) - Number(b.connectionId !== undefined) || a.created - b.created;

/**
 * Closes what is over and what is beyond the limit, but for the channel just made. It is looked at after that one was
 * stored, so that however many are made at once no more than the limit stay. A socket that lost its channel receives
 * nothing, and is closed at its next frame.
 */
const makeRoom = async (deps: Deps, me: Principal, channelId: string): Promise<void> => {
  const own = await deps.channels.ofUser(me.tenantId, me.userId);
  const [over, alive] = [
    own.filter(({ until }) => until <= deps.clock.now()),
    own.filter(({ until }) => until > deps.clock.now()),
  ];
  const others = alive.filter((channel) => channel.channelId !== channelId).sort(leastNeeded);
  const tooMany = others.slice(0, Math.max(0, alive.length - limits.channelsPerUser));
  await Promise.all([...over, ...tooMany].map((channel) => deps.channels.close(channel)));
};

/**
 * Opens a channel for the caller. The ticket in `connectUri` names the tenant and the channel and carries 256 random
 * bits; it lives 30 s and opens one socket. The revocation is read once the channel is stored: a revocation at the same
 * time either finds the channel or is found here. Errors: authentication.required.
 */
export const createChannel = async (deps: Deps, me: Principal): Promise<ChannelBody> => {
  const now = deps.clock.now();
  await spend(deps, 'ticket', me.tenantId, me.userId);
  await spendChannel(deps, me.tenantId);
  const channelId = deps.newId();
  const secret = randomBytes(32).toString('base64url');
  const until = Math.min(now + limits.channelMs, me.expires);
  const { from: _, ...principal } = me;
  await deps.channels.create(
    { ...principal, channelId, created: now, until, topics: [] },
    ticketHash(secret),
    now + limits.ticketMs,
  );
  if (await isRevoked(deps, me)) {
    await deps.channels.close({ tenantId: me.tenantId, channelId });
    throw new Failure('authentication.required');
  }
  await makeRoom(deps, me, channelId);
  const ticket = `${encode(me.tenantId)}.${channelId}.${secret}`;
  return { id: channelId, connectUri: `${deps.websocketUrl}?ticket=${ticket}`, expires: iso(until) };
};

/** Takes a ticket: the channel it opens, or undefined for one that is unknown, used or too old. */
export const redeemTicket = async (
  deps: { readonly channels: Pick<ChannelStore, 'redeem'>; readonly clock: Clock },
  ticket: string,
): Promise<Awaited<ReturnType<ChannelStore['redeem']>>> => {
  const [tenant, channelId, secret, ...rest] = ticket.split('.');
  if (!tenant || !channelId || !secret || rest.length > 0 || ticket.length > 400) return undefined;
  const tenantId = Buffer.from(tenant, 'base64url').toString();
  return deps.channels.redeem({ tenantId, channelId }, ticketHash(secret), deps.clock.now());
};

/** The caller's channels that are not over. Their tickets are told nobody again. */
export const listChannels = async (
  deps: { readonly channels: Pick<ChannelStore, 'ofUser'>; readonly clock: Clock },
  me: Principal,
): Promise<{ entities: { id: string; expires: string }[] }> => {
  const own = await deps.channels.ofUser(me.tenantId, me.userId);
  const now = deps.clock.now();
  return {
    entities: own
      .filter(({ until }) => until > now)
      .map(({ channelId, until }) => ({ id: channelId, expires: iso(until) })),
  };
};
