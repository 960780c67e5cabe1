import { type Principal, seesDivision } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { takesPart } from '../conversation/visible-head.ts';
import { Failure } from '../failure.ts';
import { parseSessionId } from './session-id.ts';
import { release } from './transitions.ts';

interface Deps {
  readonly heads: HeadStore;
  readonly clock: Clock;
}

/**
 * Stops the caller's own session. A session that has ended, or is another's, is lost to the caller; where it is not
 * the caller's business at all, nothing is revealed. Errors: not.found, monitor.lease.lost.
 */
export const stopMonitoring = async (deps: Deps, me: Principal, sessionId: string): Promise<void> => {
  const named = parseSessionId(sessionId);
  if (named === undefined) throw new Failure('not.found');
  const key = { tenantId: me.tenantId, conversationId: named.conversationId };
  const holder = { supervisorId: me.userId, fence: named.fence };
  const outcome = await deps.heads.apply(key, release(holder, { type: 'client' }, deps.clock.now()));
  if (outcome.ok) return;
  if (outcome.refusal === 'missing' || outcome.head.fence < named.fence) throw new Failure('not.found');
  if (!seesDivision(me, outcome.head.divisionId) || takesPart(outcome.head, me.userId))
    throw new Failure('not.found');
  throw new Failure('monitor.lease.lost');
};
