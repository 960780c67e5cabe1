import type { RevocationInput } from '../../contract/permissions.ts';
import { topics } from '../../contract/topics.ts';
import type { HeadStore } from '../head/head-store.ts';
import { releaseBy } from '../head/monitoring-transitions.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal, RevocationStore } from '../shared/principal.ts';
import { type Channel, type ChannelStore, transcriptIds } from '../sockets/channel.ts';

interface Deps {
  readonly revocations: Pick<RevocationStore, 'revoke'>;
  readonly channels: Pick<ChannelStore, 'ofUser' | 'get'>;
  readonly heads: Pick<HeadStore, 'apply'>;
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

/**
 * Ends a user's grants now: tokens issued until now are refused, nothing is pushed to the user's sockets any more, and
 * the monitoring sessions that they follow are released. The table's stream has the sockets closed (`cutRevoked`).
 * Nothing waits for a token's own end. Idempotent.
 */
export const revokeGrants = async (
  deps: Deps,
  me: Principal,
  userId: string,
  input: RevocationInput,
): Promise<void> => {
  await deps.revocations.revoke(me.tenantId, userId, deps.clock.now(), input.reason);
  const channels = await deps.channels.ofUser(me.tenantId, userId);
  await Promise.all(
    channels.map(async (own) => {
      const channel = await deps.channels.get(own);
      if (channel !== undefined) await releaseSessions(deps, me.userId, channel, input.reason);
    }),
  );
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
