import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { WebSocketLike } from '../../client/channel/web-socket-like.ts';
import { createClient } from '../../client/client.ts';
import type { Role } from '../installation.ts';
import { assemble, mainJob, type Step } from './main-job.ts';

const Login = z.object({ id: z.string(), secret: z.string() });

/** The machines that do the main job, and where they are given tokens for their client credentials. */
export const Logins = z.object({
  tokenUrl: z.url(),
  operator: Login,
  agent: Login,
  supervisor: Login,
});
export type Logins = z.output<typeof Logins>;

/** ms for all of it: less than the function's time, so that what failed can be told. */
const mostMs = 100_000;

/** Messages of customer and agent after the first. */
const turns = 4;

/** A token by client credentials (RFC 6749, section 4.4). */
const tokenOf = async ({ tokenUrl, ...logins }: Logins, role: Role): Promise<string> => {
  const { id, secret } = logins[role];
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  if (!answer.ok) throw new Error(`the token of ${role} was refused with ${answer.status}`);
  return z.object({ access_token: z.string() }).parse(await answer.json()).access_token;
};

/** What became of the main job: how long it took, or the step after which it failed and the error's name. */
export type Done = { readonly ms: number } | { readonly after: Step | 'none'; readonly error: string };

/**
 * Does the main job once, as `npx binocular canary` does, by machines that log in.
 *
 * @param url what stands before `/api/v2`
 */
export const runCanary = async (
  url: string,
  logins: Logins,
  WebSocket: new (url: string) => WebSocketLike,
): Promise<Done> => {
  const actor = (role: Role) => createClient({ url, token: () => tokenOf(logins, role), fetch, WebSocket });
  const started = performance.now();
  let after: Step | 'none' = 'none';
  let close = (): void => {};
  try {
    const crew = await assemble({ ...actor('operator'), actor }, 'canary');
    close = () => crew.channel.close();
    const signal = AbortSignal.timeout(mostMs);
    await mainJob(crew, { key: randomBytes(8).toString('hex'), turns, signal }, (step) => {
      after = step;
    });
    return { ms: Math.round(performance.now() - started) };
  } catch (error) {
    return { after, error: error instanceof Error ? `${error.name}: ${error.message}` : 'unknown' };
  } finally {
    close();
  }
};
