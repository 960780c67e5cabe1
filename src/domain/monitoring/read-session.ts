import type { MonitoringSession } from '../../contract/monitoring.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock } from '../clock.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { takesPart, visibleHead } from '../conversation/visible-head.ts';
import { Failure } from '../failure.ts';
import type { RecordStore } from '../timeline/record-store.ts';
import { liveLease } from './live-lease.ts';
import { heldSession, pastSession } from './session.ts';
import { parseSessionId } from './session-id.ts';

interface Deps {
  readonly heads: HeadStore;
  readonly records: RecordStore;
  readonly clock: Clock;
}

/** Reads a session, current or past, of a conversation in the caller's divisions. Errors: not.found. */
export const readSession = async (
  deps: Deps,
  me: Principal,
  sessionId: string,
): Promise<MonitoringSession> => {
  const named = parseSessionId(sessionId);
  if (named === undefined) throw new Failure('not.found');
  const head = await visibleHead(deps, me, named.conversationId);
  if (takesPart(head, me.userId)) throw new Failure('not.found');
  const lease = liveLease(head, deps.clock.now());
  if (lease !== undefined && head.fence === named.fence) return heldSession(head, lease);
  const past = pastSession(head, await deps.records.facts(head), named.fence);
  if (past === undefined) throw new Failure('not.found');
  return past;
};
