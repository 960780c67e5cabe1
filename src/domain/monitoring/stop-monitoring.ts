import { stopMonitoring as stopRoute } from '../../contract/routes/monitoring.ts';
import { admit } from '../head/admit.ts';
import { knowsMonitors, tookPart } from '../head/audience.ts';
import type { HeadStore } from '../head/head.ts';
import { parseSessionId } from '../head/lease.ts';
import { release, releaseBy } from '../head/monitoring-transitions.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { type Principal, seesDivision } from '../shared/principal.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'apply'>;
  readonly clock: Clock;
}

/**
 * Stops the caller's own session. A session that has ended, or is another's, is lost to the caller; where it is not
 * the caller's business at all, nothing is revealed. Errors: not.found, monitor.lease.lost.
 */
export const stopMonitoring = async (deps: Deps, me: Principal, sessionId: string): Promise<void> => {
  const named = parseSessionId(sessionId);
  if (named === undefined || !knowsMonitors(me)) throw new Failure('not.found');
  const key = { tenantId: me.tenantId, conversationId: named.conversationId };
  const holder = { supervisorId: me.userId, fence: named.fence };
  const outcome = await deps.heads.apply(key, release(holder, { type: 'client' }, deps.clock.now()));
  if (outcome.ok) return;
  if (outcome.refusal === 'missing' || outcome.head.fence < named.fence) throw new Failure('not.found');
  if (!seesDivision(me, outcome.head.divisionId) || tookPart(outcome.head, me.userId))
    throw new Failure('not.found');
  throw new Failure('monitor.lease.lost');
};

/** Ending another's session takes the way that is audited. */
const releasing = stopRoute.access.filter((way) => way.audit !== undefined);

/**
 * Ends another's session, for a reason that the timeline keeps; audited before it is done.
 * Errors: not.found, missing.permissions, monitor.lease.lost.
 */
export const releaseSession = async (
  deps: Deps & AuditDeps & { readonly heads: Pick<HeadStore, 'get'> },
  me: Principal,
  sessionId: string,
  reason: string,
): Promise<void> => {
  const named = parseSessionId(sessionId);
  if (named === undefined) throw new Failure('not.found');
  const { head, way } = await admit(deps, me, releasing, named);
  if (head.fence < named.fence) throw new Failure('not.found');
  const closed = { type: 'system', by: me.userId, reason } as const;
  const { conversationId, fence } = named;
  const subjectId = head.fence === fence ? head.lease?.supervisorId : undefined;
  await auditWay(deps, me, way, sessionId, { conversationId, subjectId, reason });
  const outcome = await deps.heads.apply(head, releaseBy(fence, closed, deps.clock.now()));
  if (!outcome.ok) throw new Failure('monitor.lease.lost');
};
