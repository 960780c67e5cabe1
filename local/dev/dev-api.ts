import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorBody } from '../../src/contract/errors.ts';
import type { SeenRights } from '../access/access.ts';
import { readBody } from '../http/read-body.ts';
import type { FunctionCounts } from '../lambda/function-pool.ts';
import type { Queues } from '../queues/queues.ts';
import type { Schedules } from '../schedules/schedules.ts';
import type { Issuer } from './issuer.ts';
import { TokenRequest } from './token-request.ts';

/** What `/dev` tells and does; parts are absent until they serve. */
export interface DevContext {
  readonly issuer: Issuer;
  /** Names of the parts that do not serve; empty when all do. */
  missing(): readonly string[];
  readonly queues: () => Queues | undefined;
  readonly schedules: () => Schedules | undefined;
  readonly functions: () => readonly FunctionCounts[];
  /** The stacks' outputs, and where this machine serves what the operator's commands would find in AWS. */
  readonly outputs: () => Readonly<Record<string, string>>;
  readonly rights: () => SeenRights | undefined;
  /** Resolves once functions that run are done, and consumers have worked off the stream records of all that was written. */
  readonly settled: () => Promise<void>;
}

const bodyLimitBytes = 64 * 1024;

/** Answers `/dev/...`: tokens, keys, health, outputs, queues, schedules and functions of the local runtime. */
export const serveDev = async (
  context: DevContext,
  path: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { statusCode, body } = await answer(context, `${message.method} ${path}`, message);
  const origin = message.headers.origin;
  response.writeHead(statusCode, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    // Tokens are for pages of this machine only.
    ...(origin && isLoopback(new URL(origin).hostname)
      ? {
          'access-control-allow-origin': origin,
          'access-control-allow-headers': 'content-type',
          vary: 'origin',
        }
      : {}),
  });
  response.end(JSON.stringify(body));
};

const answer = async (
  context: DevContext,
  route: string,
  message: IncomingMessage,
): Promise<{ statusCode: number; body: unknown }> => {
  const ok = (body: unknown) => ({ statusCode: 200, body });
  // A page elsewhere that rebinds its name to this address still sends its own name.
  if (!isLoopback((message.headers.host ?? '').replace(/:\d+$/, '')))
    return refusal('not.found', 404, 'Unknown host.');
  if (route.startsWith('OPTIONS ')) return ok({});
  if (route === 'GET /dev/health') {
    const missing = context.missing();
    return missing.length === 0
      ? ok({ status: 'ok', missing })
      : { statusCode: 503, body: { status: 'unavailable', missing } };
  }
  if (route === 'GET /dev/.well-known/jwks.json') return ok(context.issuer.jwks);
  if (route === 'GET /dev/.well-known/openid-configuration') {
    const { issuer } = context.issuer;
    return ok({ issuer, jwks_uri: `${issuer}/.well-known/jwks.json`, token_endpoint: `${issuer}/token` });
  }
  if (route === 'POST /dev/token') return token(context.issuer, message);
  if (route === 'GET /dev/functions') return ok({ entities: context.functions() });
  if (route === 'GET /dev/outputs') return ok(context.outputs());
  if (route === 'GET /dev/rights') return ok(context.rights() ?? { granted: [], used: [] });
  if (route === 'GET /dev/settled') {
    await context.settled();
    return ok({ status: 'ok' });
  }
  if (route === 'GET /dev/schedules') return ok({ entities: context.schedules()?.names() ?? [] });
  if (route === 'GET /dev/queues') {
    const entities = (context.queues()?.all() ?? []).map((queue) => ({
      name: queue.spec.name,
      ...queue.depth(),
    }));
    const deadLetterArns = new Set(
      context
        .queues()
        ?.all()
        .map(({ spec }) => spec.redrive?.deadLetterArn),
    );
    return ok({
      entities: entities.map((entity) => {
        const queue = context.queues()?.byName(entity.name);
        const letters = deadLetterArns.has(queue?.spec.arn) || queue?.messages().some(isLetter);
        return letters
          ? { ...entity, messages: queue?.messages().map(({ id, body }) => ({ id, body })) }
          : entity;
      }),
    });
  }
  const schedule = /^POST \/dev\/schedules\/([^/]+)$/.exec(route)?.[1];
  if (schedule && (await context.schedules()?.run(decodeURIComponent(schedule)))) {
    return { statusCode: 202, body: { name: schedule } };
  }
  return refusal('not.found', 404, 'The requested resource was not found.');
};

const token = async (
  issuer: Issuer,
  message: IncomingMessage,
): Promise<{ statusCode: number; body: unknown }> => {
  const body = await readBody(message, bodyLimitBytes);
  let input: unknown;
  try {
    input = JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return refusal('bad.request', 400, 'The request is not valid.', [{ path: '', message: 'not JSON' }]);
  }
  const parsed = TokenRequest.safeParse(input);
  if (!parsed.success) {
    const details = parsed.error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }));
    return refusal('bad.request', 400, 'The request is not valid.', details);
  }
  const accessToken = await issuer.token(parsed.data);
  return {
    statusCode: 200,
    body: { access_token: accessToken, token_type: 'Bearer', expires_in: parsed.data.expiresIn },
  };
};

const refusal = (
  code: ErrorBody['code'],
  status: number,
  message: string,
  details: ErrorBody['details'] = [],
) => {
  const body: ErrorBody = { message, code, status, messageParams: {}, contextId: randomUUID(), details };
  return { statusCode: status, body };
};

const isLetter = ({ body }: { readonly body: string }): boolean => {
  return body.includes('DDBStreamBatchInfo');
};

const isLoopback = (hostname: string): boolean => {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
};
