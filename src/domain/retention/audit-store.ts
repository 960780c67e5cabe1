import type { Audit } from '../../contract/retention.ts';

/** Who did what with kept records or with others' grants; only ever added to. */
export interface AuditStore {
  add(tenantId: string, audit: Audit, id: string): Promise<void>;
  /** The newest first, at most `limit`. */
  newest(tenantId: string, limit: number): Promise<readonly Audit[]>;
}
