import type { Permission } from '../../contract/permissions.ts';

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
