import type { Me } from '../live/facts.ts';

/** Somebody who is signed in: who they are, and a token that is renewed in silence. */
export interface SignedIn {
  readonly me: Me;
  /** The access token now. Rejects where it cannot be renewed. */
  readonly token: () => Promise<string>;
  /** Forgets the sign-in in this browser. */
  readonly forget: () => Promise<void>;
  /** Ends the session that the issuer has of its own, where it has one: the page may be left by that. */
  readonly leave: () => Promise<void>;
}

/** Why somebody who was signed in is not any more. */
export type SignedOut = 'signedOut' | 'revoked' | 'divisionRevoked' | 'expired';
