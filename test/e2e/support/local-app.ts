import { afterAll, beforeAll, expect, inject } from 'vitest';
import WebSocket from 'ws';
import { type Client, createClient } from '../../../client/client.ts';
import type { SeenRights } from '../../../local/access/access.ts';
import { demoTenant } from '../../../local/demo/people.ts';
import { keepRights } from '../../local/rights/keep-rights.ts';
import { builtConsole, synthesized } from './built.ts';

/** Who a token is for; what is left out the development issuer fills with everything. */
export interface Who {
  readonly tenantId: string;
  readonly userId: string;
  readonly name?: string;
  readonly permissions?: readonly string[];
  readonly divisions?: readonly string[];
  readonly expiresIn?: number;
}

/** The app on the local runtime: the template and the bundles that would be deployed. */
export interface LocalApp {
  readonly url: string;
  token(who: Who): Promise<string>;
  /** The typed client of one user. */
  as(who: Who): Client;
  /** Waits until the streams' consumers have done all that follows from what was written. */
  settled(): Promise<void>;
  /** A request as it goes over the wire. */
  send(who: Who | undefined, method: string, path: string, body?: unknown): Promise<WireAnswer>;
}

/** An answer as it came over the wire; `date` and connection headers left out. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const unstable = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

/** How the app of a test file is served. */
interface Serving {
  /** With the console. */
  readonly console?: true;
}

/** What a file's runtime is started with, where it is none that others can share. */
interface Own {
  /** What the console reads from `/config.json`; it is served with it. */
  readonly console?: () => unknown;
  /** Values of CloudFormation parameters over the runtime's own. */
  readonly parameters?: () => Readonly<Record<string, string>>;
  /** A server that stands in for Twilio and Meta. */
  readonly loopbackProviders?: string;
}

/** A runtime as a file uses it. */
interface Served {
  readonly url: string;
  stop(): Promise<void>;
}

/** Asks the door of the shared runtime, which starts it for the first who asks. */
const ask = async (path: string): Promise<string> => {
  const answer = await fetch(`${inject('runtime')}${path}`);
  const said = await answer.text();
  if (!answer.ok) throw new Error(said);
  return said;
};

/** The runtime that the files of a run share; each has tenants of its own in it. */
const shared = async ({ console }: Serving): Promise<Served> => {
  if (console) await builtConsole();
  return { url: await ask('/url'), stop: async () => {} };
};

const own = async ({ console, parameters, loopbackProviders }: Own): Promise<Served> => {
  const { startLocal } = await import('../../../local/start-local.ts');
  return startLocal({
    assemblyDir: await synthesized(),
    port: 0,
    ...(console && { console: { dir: await builtConsole(), config: console() } }),
    ...(parameters && { parameters: parameters() }),
    ...(loopbackProviders && { loopbackProviders }),
    ...(process.env.E2E_LOG ? { log: (s: string, l: string) => process.stdout.write(`${s} ${l}\n`) } : {}),
  });
};

/** Lets the tests of this file use the runtime that is shared by all of a run, in tenants that no other file uses. */
export const useLocalApp = (options: Serving = {}): LocalApp => {
  /** Tenants that are this file's, once the door has said so; the page is signed in to the demonstration's. */
  const tenants = new Map([[demoTenant, Promise.resolve('')]]);
  const claim = async (tenantId: string): Promise<void> => {
    const { testPath = '' } = expect.getState();
    const query = new URLSearchParams({ tenantId, file: testPath });
    const claimed = tenants.get(tenantId) ?? ask(`/tenant?${query}`);
    tenants.set(tenantId, claimed);
    await claimed;
  };
  return appOf(() => shared(options), claim);
};

/** Serves the app for the tests of this file alone, and stops it after them. */
export const useOwnLocalApp = (options: Own): LocalApp =>
  appOf(
    () => own(options),
    async () => {},
  );

/** @param claim makes a tenant this file's */
const appOf = (serve: () => Promise<Served>, claim: (tenantId: string) => Promise<void>): LocalApp => {
  let served: Served | undefined;
  const tokens = new Map<string, Promise<string>>();
  const url = (): string => {
    if (served === undefined) throw new Error('the app is not served yet');
    return served.url;
  };
  beforeAll(async () => {
    served = await serve();
  });
  afterAll(async () => {
    if (served === undefined) return;
    keepRights((await (await fetch(`${served.url}/dev/rights`)).json()) as SeenRights);
    await served.stop();
  });

  const issue = async (who: Who): Promise<string> => {
    await claim(who.tenantId);
    const answer = await fetch(`${url()}/dev/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name: who.userId, ...who }),
    });
    return ((await answer.json()) as { access_token: string }).access_token;
  };
  const token = (who: Who): Promise<string> => {
    const key = JSON.stringify(who);
    const known = tokens.get(key) ?? issue(who);
    tokens.set(key, known);
    return known;
  };
  return {
    get url() {
      return url();
    },
    token,
    settled: async () => {
      await fetch(`${url()}/dev/settled`);
    },
    as: (who) =>
      createClient({
        url: url(),
        token: () => token(who),
        fetch,
        WebSocket,
      }),
    async send(who, method, path, body) {
      const answer = await fetch(`${url()}/api/v2${path}`, {
        method,
        headers: {
          'content-type': 'application/json',
          ...(who === undefined ? {} : { authorization: `Bearer ${await token(who)}` }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const headers = Object.fromEntries([...answer.headers].filter(([name]) => !unstable.has(name)));
      return { status: answer.status, headers, text: await answer.text() };
    },
  };
};
