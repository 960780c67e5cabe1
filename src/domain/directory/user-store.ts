import type { User } from '../../contract/user.ts';

/** A tenant's users. */
export interface UserStore {
  get(tenantId: string, userId: string): Promise<User | undefined>;
  all(tenantId: string): AsyncIterable<User>;
  /**
   * Stores a user whose version is one above the stored one, or 1 where none is stored. Any other is not stored, and
   * the answer is false.
   */
  put(tenantId: string, user: User): Promise<boolean>;
}
