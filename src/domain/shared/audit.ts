import type { Way } from '../../contract/access.ts';
import type { Audit } from '../../contract/retention.ts';
import { type Clock, iso, type NewId } from './clock.ts';
import type { Principal } from './principal.ts';

/** Who did what with kept records or with others' grants; only ever added to. */
export interface AuditStore {
  add(tenantId: string, audit: Audit, id: string): Promise<void>;
  /** Adds what a stream tells, for the oversight log alone; adding it again changes nothing. */
  witness(tenantId: string, audit: Audit, id: string): Promise<void>;
  /** The newest first, at most `limit`. */
  newest(tenantId: string, limit: number): Promise<readonly Audit[]>;
}

/** What auditing needs. */
export interface AuditDeps {
  readonly audits: Pick<AuditStore, 'add'>;
  readonly clock: Clock;
  readonly newId: NewId;
}

/** Writes down who does what, before it is done. */
export const audit = (
  deps: AuditDeps,
  me: Principal,
  action: Audit['action'],
  entityId: string,
  conversationId?: string,
): Promise<void> => {
  const about = conversationId === undefined ? {} : { conversationId };
  const entry = { time: iso(deps.clock.now()), action, userId: me.userId, entityId, ...about };
  return deps.audits.add(me.tenantId, entry, deps.newId());
};

/** Writes down what a way in asks to be audited, before it is done; nothing where it asks for nothing. */
export const auditWay = async (
  deps: AuditDeps,
  me: Principal,
  way: Way,
  entityId: string,
  conversationId?: string,
): Promise<void> => {
  if (way.audit !== undefined) await audit(deps, me, way.audit, entityId, conversationId);
};
