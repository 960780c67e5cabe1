/** When a user's grants were last revoked: a token issued before that counts for nothing. */
export interface RevocationStore {
  /** ms since the epoch, or 0 where they never were. */
  revokedAt(tenantId: string, userId: string): Promise<number>;
  revoke(tenantId: string, userId: string, at: number): Promise<void>;
}
