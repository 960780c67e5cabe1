import type { Audit } from '../../contract/retention.ts';
import type { AuditStore, Origin } from '../../domain/shared/audit.ts';
import type { Relocation, RelocationStore, RevocationStore } from '../../domain/shared/principal.ts';
import type { Revoked } from '../../domain/sockets/cut-revoked.ts';
import type { SettingsStore } from '../../domain/views/retain.ts';

/** A tenant's settings in memory. */
export const memorySettingsStore = (): SettingsStore => {
  const days = new Map<string, number>();
  return {
    retentionDays: async (tenantId) => days.get(tenantId),
    setRetentionDays: async (tenantId, value) => {
      days.set(tenantId, value);
    },
  };
};

/** Tenants that are not served here, in memory. */
export const memoryRelocationStore = (): RelocationStore => {
  const away = new Map<string, Relocation>();
  return {
    of: async (tenantId) => away.get(tenantId),
    set: async (tenantId, relocation) => {
      if (relocation === undefined) away.delete(tenantId);
      else away.set(tenantId, relocation);
    },
  };
};

/** Revocations in memory; `onRevoked` is told of each as the stream of the table would tell. */
export const memoryRevocationStore = (onRevoked: (revoked: Revoked) => void = () => {}): RevocationStore => {
  const revoked = new Map<string, number>();
  return {
    revokedAt: async (tenantId, userId) => revoked.get(`${tenantId}#${userId}`) ?? 0,
    revoke: async (tenantId, userId, at, reason) => {
      const key = `${tenantId}#${userId}`;
      if ((revoked.get(key) ?? 0) >= at) return;
      revoked.set(key, at);
      onRevoked({ tenantId, userId, at, reason });
    },
  };
};

/** Audits in memory. */
export const memoryAuditStore = (): AuditStore => {
  const audits: { readonly tenantId: string; readonly audit: Audit; readonly origin?: Origin | undefined }[] =
    [];
  return {
    async add(tenantId, audit, _id, origin) {
      audits.unshift({ tenantId, audit, origin });
    },
    // The oversight log has a twin of its own: nothing reads what is witnessed here.
    witness: async () => {},
    newest: async (tenantId, limit, isShown = async () => true) => {
      const found: Audit[] = [];
      for (const { audit } of audits.filter((entry) => entry.tenantId === tenantId).slice(0, 10 * limit))
        if (found.length < limit && (await isShown(audit))) found.push(audit);
      return found;
    },
    origins: async (tenantId) =>
      audits.flatMap(({ tenantId: of, origin }) =>
        of !== tenantId || origin === undefined ? [] : [{ address: origin.address, salt: origin.salt }],
      ),
  };
};
