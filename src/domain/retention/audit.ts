import type { Audit } from '../../contract/retention.ts';
import type { Principal } from '../access/principal.ts';
import type { Clock, NewId } from '../clock.ts';
import { iso } from '../iso.ts';
import type { AuditStore } from './audit-store.ts';

/** What auditing needs. */
export interface AuditDeps {
  readonly audits: AuditStore;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Writes down who did what. */
export const audit = (
  deps: AuditDeps,
  me: Principal,
  action: Audit['action'],
  entityId: string,
): Promise<void> => {
  const entry = { time: iso(deps.clock.now()), action, userId: me.userId, entityId };
  return deps.audits.add(me.tenantId, entry, deps.newId());
};
