import type { RevocationInput } from '../../contract/permissions.ts';
import type { HeadStore } from '../head/head.ts';
import { revoke } from '../head/monitoring-transitions.ts';
import { type AuditDeps, audit } from '../shared/audit.ts';
import type { Clock } from '../shared/clock.ts';
import type { Principal, RevocationStore } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';

interface Deps {
  readonly revocations: Pick<RevocationStore, 'revoke'>;
  readonly heads: Pick<HeadStore, 'apply'>;
  readonly records: Pick<RecordStore, 'heldBy'>;
  readonly clock: Clock;
}

/**
 * Ends a user's grants now: tokens issued until now are refused, nothing is pushed to the user's sockets any more, and
 * the monitoring sessions that they hold are released. The table's stream has the sockets closed (`cutRevoked`).
 * Nothing waits for a token's own end. The revocation is written first: what is claimed or opened at the same time is
 * either found here, or finds the revocation. Idempotent.
 */
export const revokeGrants = async (
  deps: Deps,
  me: Principal,
  userId: string,
  { reason }: RevocationInput,
): Promise<void> => {
  const { tenantId } = me;
  const at = deps.clock.now();
  await deps.revocations.revoke(tenantId, userId, at, reason);
  const closed = { type: 'system', by: me.userId, reason } as const;
  const held = await deps.records.heldBy(tenantId, userId);
  await Promise.all(
    held.map((session) => deps.heads.apply(session, revoke(session.fence, at, closed, deps.clock.now()))),
  );
};

/** Ends another's grants, audited before anything is done. */
export const revokeOthersGrants = async (
  deps: Deps & AuditDeps,
  me: Principal,
  userId: string,
  input: RevocationInput,
): Promise<void> => {
  await audit(deps, me, 'grants.revoked', userId, { reason: input.reason });
  await revokeGrants(deps, me, userId, input);
};
