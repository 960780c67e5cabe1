import type { RevocationInput } from '../../contract/revocation.ts';
import { topics } from '../../contract/topics.ts';
import { metadataFrame } from '../channel/answer.ts';
import type { Channel } from '../channel/channel.ts';
import type { ChannelStore } from '../channel/channel-store.ts';
import { transcriptIds } from '../channel/handle-frames.ts';
import type { Sockets } from '../channel/sockets.ts';
import type { Clock } from '../clock.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { releaseBy } from '../monitoring/transitions.ts';
import { type AuditDeps, audit } from '../retention/audit.ts';
import type { Principal } from './principal.ts';
import type { RevocationStore } from './revocation-store.ts';

interface Deps {
  readonly revocations: RevocationStore;
  readonly channels: ChannelStore;
  readonly sockets: Sockets;
  readonly heads: HeadStore;
  readonly clock: Clock;
}

/** Ends the sessions that a channel follows. One that is over already stays as it is. */
const releaseSessions = async (deps: Deps, by: string, channel: Channel, reason: string): Promise<void> => {
  for (const conversationId of transcriptIds(channel.topics)) {
    const fence = channel.fences?.[topics.transcript(conversationId)] ?? 0;
    const closed = { type: 'system', by, reason } as const;
    const key = { tenantId: channel.tenantId, conversationId };
    await deps.heads.apply(key, releaseBy(fence, closed, deps.clock.now()));
  }
};

/** The channel goes last: a revocation that was cut short finds it again, and does the rest. */
const cut = async (deps: Deps, by: string, channel: Channel, reason: string): Promise<void> => {
  await releaseSessions(deps, by, channel, reason);
  if (channel.connectionId !== undefined) {
    await deps.sockets.push(channel.connectionId, metadataFrame({ message: 'revoked', reason }, undefined));
    await deps.sockets.disconnect(channel.connectionId);
  }
  await deps.channels.close(channel);
};

/**
 * Ends a user's grants now: tokens issued until now are refused, every channel is closed with the reason, and the
 * monitoring sessions that they follow are released. Nothing waits for a token's own end. Idempotent.
 */
export const revokeGrants = async (
  deps: Deps,
  me: Principal,
  userId: string,
  input: RevocationInput,
): Promise<void> => {
  await deps.revocations.revoke(me.tenantId, userId, deps.clock.now());
  const channels = await deps.channels.ofUser(me.tenantId, userId);
  await Promise.all(channels.map((channel) => cut(deps, me.userId, channel, input.reason)));
};

/** Ends another's grants, audited before anything is done. */
export const revokeOthersGrants = async (
  deps: Deps & AuditDeps,
  me: Principal,
  userId: string,
  input: RevocationInput,
): Promise<void> => {
  await audit(deps, me, 'grants.revoked', userId);
  await revokeGrants(deps, me, userId, input);
};
