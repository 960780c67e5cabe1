import type { Permission } from '../../contract/permissions.ts';
import { Failure } from './failure.ts';

/** Who calls: from the verified token alone. */
export interface Principal {
  readonly tenantId: string;
  readonly userId: string;
  readonly name: string;
  readonly permissions: readonly Permission[];
  /** Granted division ids; `*` grants all. */
  readonly divisions: readonly string[];
  /** When the token was issued, in ms since the epoch. */
  readonly issued: number;
  /** When the token ends, in ms since the epoch. */
  readonly expires: number;
  /** Present for a guest of a website alone: the integration that let them in. */
  readonly guestOf?: string;
  /** Where a request comes from; for its audit alone, and stored nowhere else. Absent for what a socket says. */
  readonly from?: string;
}

/** Whether the caller may see what belongs to this division. */
export const seesDivision = (principal: Pick<Principal, 'divisions'>, divisionId: string): boolean =>
  principal.divisions.includes('*') || principal.divisions.includes(divisionId);

/** When a user's grants were last revoked: a token issued before that counts for nothing. */
export interface RevocationStore {
  /** ms since the epoch, or 0 where they never were. */
  revokedAt(tenantId: string, userId: string): Promise<number>;
  /** Writes down a revocation; an older one replaces no newer. */
  revoke(tenantId: string, userId: string, at: number, reason: string): Promise<void>;
}

/** Whether the caller's token was issued before their grants were last revoked (strongly consistent). */
export const isRevoked = async (
  { revocations }: { readonly revocations: Pick<RevocationStore, 'revokedAt'> },
  { tenantId, userId, issued }: Pick<Principal, 'tenantId' | 'userId' | 'issued'>,
): Promise<boolean> => (await revocations.revokedAt(tenantId, userId)) >= issued;

/** Verifies bearer tokens. */
export interface Tokens {
  /**
   * The principal that a token's claims give, or why the token counts for nothing: signature, issuer, audience, time,
   * use, or a claim that is missing. Throws where it cannot be known, for the issuer's keys cannot be had.
   */
  verify(token: string): Promise<Principal | { readonly refused: string }>;
}

/**
 * That a tenant is not served here: it is being moved to another installation, or was moved there.
 *
 *     (here) ─npx binocular tenants move▶ moving ─▶ moved
 *        ▲                                   │
 *        └────────── given up ───────────────┘
 *
 * `since` is when the fence was closed, ms since the epoch; `url` is where the tenant's API is now.
 */
export type Relocation =
  | { readonly state: 'moving'; readonly since: number }
  | { readonly state: 'moved'; readonly since: number; readonly url: string };

/** ms that an environment remembers whether a tenant is served here. */
export const rememberedMs = 5_000;

/** Which tenants are not served here. */
export interface RelocationStore {
  /** As it was a few seconds ago at most; undefined where the tenant is served. */
  of(tenantId: string): Promise<Relocation | undefined>;
  /** Closes the fence before a tenant, or opens it. */
  set(tenantId: string, relocation: Relocation | undefined): Promise<void>;
}

/** Seconds after which to come back while a tenant is moved. */
const retrySeconds = 30;

/** What a caller is told of a tenant that is not served here. Nothing of the request was done: it may be repeated. */
export const notHere = (relocation: Relocation): Failure =>
  relocation.state === 'moving'
    ? new Failure('tenant.moving', { retryAfterSeconds: String(retrySeconds) })
    : new Failure('tenant.moved', { url: relocation.url });

/** Refuses what is for a tenant that is not served here. Errors: tenant.moving, tenant.moved. */
export const requireHere = async (
  { relocations }: { readonly relocations: Pick<RelocationStore, 'of'> },
  tenantId: string,
): Promise<void> => {
  const relocation = await relocations.of(tenantId);
  if (relocation !== undefined) throw notHere(relocation);
};
