import type { HeadStore } from '../head/head.ts';
import { sweep } from '../head/monitoring-transitions.ts';
import type { Clock } from '../shared/clock.ts';
import type { HeldSession, RecordStore } from '../timeline/fact.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly records: Pick<RecordStore, 'held' | 'dropHeld'>;
  readonly clock: Clock;
}

/** What a sweep did. */
export interface Swept {
  readonly seen: number;
  readonly closed: number;
}

/** Whether a remembered session is still held, live or expired, by this fence. */
const closeIfExpired = async (deps: Deps, session: HeldSession): Promise<'closed' | 'held' | 'over'> => {
  const { tenantId, conversationId, fence } = session;
  const key = { tenantId, conversationId };
  const head = await deps.heads.get(key);
  if (head?.lease === undefined || head.fence !== fence) return 'over';
  const now = deps.clock.now();
  if (head.lease.expires > now) return 'held';
  const outcome = await deps.heads.apply(key, sweep({ supervisorId: head.lease.supervisorId, fence }, now));
  return outcome.ok ? 'closed' : 'held';
};

/**
 * Closes every lease that has expired and that nobody claimed since, so that its end is written down with the time
 * its holder was last seen. Claims never wait for this: an expired lease counts for nothing already.
 */
export const sweepSessions = async (deps: Deps): Promise<Swept> => {
  let seen = 0;
  let closed = 0;
  for await (const session of deps.records.held()) {
    seen += 1;
    const found = await closeIfExpired(deps, session);
    if (found === 'closed') closed += 1;
    if (found === 'over') await deps.records.dropHeld(session);
  }
  return { seen, closed };
};
