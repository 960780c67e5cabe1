import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll } from 'vitest';
import WebSocket from 'ws';
import { type Client, createClient } from '../../../client/client.ts';
import { oneAtATime } from '../../../lib/one-at-a-time.ts';
import { buildConsole } from '../../../local/console/build-console.ts';
import { consoleConfig } from '../../../local/demo/people.ts';
import type { Local } from '../../../local/local-options.ts';
import { startLocal } from '../../../local/start-local.ts';
import { synth } from '../../../local/synth.ts';
import { keepRights } from '../../local/rights/keep-rights.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const build = `${root}.build/`;

/** Who a token is for; what is left out the development issuer fills with everything. */
export interface Who {
  readonly tenantId: string;
  readonly userId: string;
  readonly name?: string;
  readonly permissions?: readonly string[];
  readonly divisions?: readonly string[];
  readonly expiresIn?: number;
}

/** The app of one test file, on the local runtime: the template and the bundles that would be deployed. */
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

const assembly = async (): Promise<string> => {
  mkdirSync(build, { recursive: true });
  const assemblyDir = `${build}test-assembly`;
  await oneAtATime(`${build}test-assembly.lock`, () =>
    synth({ root, assemblyDir, signal: new AbortController().signal }),
  );
  return assemblyDir;
};

/** The console's built files, as `npm start` serves them. */
const builtConsole = async (config: unknown) => ({
  dir: await oneAtATime(`${build}console.lock`, () =>
    buildConsole({ root, signal: new AbortController().signal }),
  ),
  config,
});

const unstable = new Set(['date', 'connection', 'keep-alive', 'transfer-encoding']);

/** How the app of a test file is served. */
interface Serving {
  /** With the console, and what it reads from `/config.json`: `true` for what `npm start` says. */
  readonly console?: boolean | (() => unknown);
  /** Values of CloudFormation parameters over the runtime's own. */
  readonly parameters?: () => Readonly<Record<string, string>>;
  /** A server that stands in for Twilio and Meta. */
  readonly loopbackProviders?: string;
}

/** Serves the app for the tests of this file, and stops it after them. */
export const useLocalApp = (options: Serving = {}): LocalApp => {
  let local: Local | undefined;
  const tokens = new Map<string, Promise<string>>();
  beforeAll(async () => {
    local = await startLocal({
      assemblyDir: await assembly(),
      port: 0,
      ...(options.console === undefined || options.console === false
        ? {}
        : { console: await builtConsole(options.console === true ? consoleConfig : options.console()) }),
      ...(options.parameters === undefined ? {} : { parameters: options.parameters() }),
      ...(options.loopbackProviders === undefined ? {} : { loopbackProviders: options.loopbackProviders }),
      ...(process.env.E2E_LOG ? { log: (s: string, l: string) => console.log(s, l) } : {}),
    });
  });
  afterAll(async () => {
    if (local) keepRights(local);
    await local?.stop();
  });

  const url = (): string => {
    if (local === undefined) throw new Error('the app is not served yet');
    return local.url;
  };
  const issue = async (who: Who): Promise<string> => {
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
    settled: async () => local?.streamsRead(),
    as: (who) =>
      createClient({
        url: url(),
        token: () => token(who),
        fetch,
        WebSocket: WebSocket as never,
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
