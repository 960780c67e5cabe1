/** A guest of a website: known by a token alone. Times are ms since the epoch. */
export interface GuestRecord {
  readonly tenantId: string;
  readonly guestId: string;
  readonly integrationId: string;
  readonly name: string;
  /** SHA-256 of the token's secret, so that the table lets nobody in. */
  readonly secretHash: string;
  readonly created: number;
  readonly expires: number;
}

/** Where guests are known. */
export interface GuestStore {
  put(guest: GuestRecord): Promise<void>;
  /** Strongly consistent: a guest is known once the answer is out. */
  get(tenantId: string, guestId: string): Promise<GuestRecord | undefined>;
}
