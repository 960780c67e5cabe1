import type { Me } from '../live/facts.ts';

/** Somebody who is signed in: who they are, and a token that is renewed in silence. */
export interface SignedIn {
  readonly me: Me;
  /** The access token now. Rejects where it cannot be renewed. */
  readonly token: () => Promise<string>;
  /** Forgets the sign-in in this browser; where the issuer has a session of its own, that too. */
  readonly leave: () => Promise<void>;
}

/** Why somebody who was signed in is not any more. */
export type SignedOut = 'signedOut' | 'revoked' | 'expired';

/** The claims of a token, as its issuer wrote them. The API checks the token; this reads what to show. */
export const claimsOf = (token: string): Readonly<Record<string, unknown>> => {
  const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  try {
    const bytes = Uint8Array.from(atob(payload), (character) => character.codePointAt(0) ?? 0);
    return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
  } catch {
    return {};
  }
};
