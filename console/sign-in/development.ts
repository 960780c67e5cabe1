import * as z from 'zod';
import type { ConsoleConfig, SeededPerson } from '../../src/contract/console-config.ts';
import type { SignedIn } from './signed-in.ts';

type Config = Extract<ConsoleConfig, { signIn: 'development' }>;

const Issued = z.object({ access_token: z.string(), expires_in: z.number() });

const kept = 'binocular.person';
/** ms before its end at which a token is replaced. */
const earlyMs = 60_000;
/** A frame of the stage is signed in as its address says, and keeps nothing: its neighbours share this tab's storage. */
const isFramed = window.self !== window.top;

/** The person that the address or this tab remembers. */
export const rememberedPerson = ({ people }: Config): SeededPerson | undefined => {
  const asked = new URLSearchParams(window.location.search).get('as');
  const userId = asked ?? (isFramed ? undefined : sessionStorage.getItem(kept));
  return people.find((person) => person.userId === userId);
};

/** Signs a seeded person in with a development token. Rejects where the runtime issues none. */
export const signInAs = async (
  { tenantId }: Config,
  { userId, name, permissions }: SeededPerson,
): Promise<SignedIn> => {
  const issue = async () => {
    const answer = await fetch('/dev/token', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ tenantId, userId, name, permissions }),
    });
    if (!answer.ok) throw new Error(String(answer.status));
    const issued = Issued.parse(await answer.json());
    return { value: issued.access_token, renewAt: Date.now() + issued.expires_in * 1000 - earlyMs };
  };
  let current = issue();
  await current;
  if (!isFramed) {
    sessionStorage.setItem(kept, userId);
    // The tab remembers from here on: a view that is saved or a link that is copied names nobody.
    const address = new URL(window.location.href);
    address.searchParams.delete('as');
    window.history.replaceState(null, '', address);
  }
  return {
    me: { id: userId, name, tenantId, webhooks: `${window.location.origin}/api/v2` },
    token: async () => {
      const known = await current.catch(() => undefined);
      if (known === undefined || known.renewAt <= Date.now()) current = issue();
      return (await current).value;
    },
    forget: async () => sessionStorage.removeItem(kept),
    leave: async () => {},
  };
};
