import type { GuestSession } from '../src/contract/guest.ts';
import type { GuestApi } from './guest-api.ts';

/** Who the guest is: a session that is opened at the first need and kept for this site. */
export interface Identity {
  token(): Promise<string>;
  topic(): Promise<string>;
  /** Whether an earlier visit left a session that still lives. */
  known(): boolean;
  forget(): void;
}

/** ms before its end at which a session is not used any more. */
const marginMs = 60_000;

/** Keeps the session in the site's storage; where the browser allows none, for this page. */
export const createIdentity = (api: GuestApi, key: string): Identity => {
  let session: Promise<GuestSession> | undefined;

  const kept = (): GuestSession | undefined => {
    try {
      const found = JSON.parse(localStorage.getItem(key) ?? 'null') as GuestSession | null;
      return found !== null && Date.parse(found.expires) - marginMs > Date.now() ? found : undefined;
    } catch {
      return undefined;
    }
  };
  const open = async (): Promise<GuestSession> => {
    const made = await api.session();
    try {
      localStorage.setItem(key, JSON.stringify(made));
    } catch {
      // A browser without storage forgets the conversation with the page.
    }
    return made;
  };
  const current = (): Promise<GuestSession> => {
    const found = kept();
    session ??= found === undefined ? open() : Promise.resolve(found);
    session.catch(() => {
      session = undefined;
    });
    return session;
  };
  return {
    token: async () => (await current()).token,
    topic: async () => (await current()).topic,
    known: () => kept() !== undefined,
    forget: () => {
      session = undefined;
      try {
        localStorage.removeItem(key);
      } catch {
        // Nothing was kept.
      }
    },
  };
};
