import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Access, readAccessKey } from '../access/access.ts';
import { readBody } from '../http/read-body.ts';
import { isThrottled } from '../lambda/concurrency.ts';
import type { Functions } from '../lambda/functions.ts';
import { payloadLimitBytes } from '../lambda/invocation.ts';
import { localAccount } from '../template/model.ts';

/** What invoking needs of the runtime. */
export interface Invoking {
  readonly functions: Functions;
  readonly access: Access;
  readonly region: string;
}

/** Answers Lambda's `Invoke` (`POST /2015-03-31/functions/{name}/invocations`), synchronously or as an event. */
export const serveInvoke = async (
  { functions, access, region }: Invoking,
  path: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const refuse = (status: number, type: string, text: string): void => {
    response.writeHead(status, { 'content-type': 'application/json', 'x-amzn-errortype': type });
    response.end(JSON.stringify({ Message: text }));
  };
  const [, name] = /^\/_lambda\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path) ?? [];
  const type = message.headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const isEvent = type === 'Event';
  if (message.method !== 'POST' || name === undefined || (type !== 'RequestResponse' && !isEvent))
    return refuse(400, 'InvalidRequestContentException', 'This call of Lambda is not served locally.');
  const resource = `arn:aws:lambda:${region}:${localAccount}:function:${name}`;
  const denied = access.denial(readAccessKey(message.headers.authorization), [
    { action: 'lambda:invokefunction', resource },
  ]);
  if (denied) return refuse(403, 'AccessDeniedException', denied);
  const body = await readBody(message, payloadLimitBytes);
  const event: unknown = JSON.parse(body?.toString('utf8') || '{}');
  const invoke = isEvent ? functions.invokeAsync : functions.invoke;
  const answered = invoke(decodeURIComponent(name), event).catch(() => undefined);
  if (isEvent && functions.knows(decodeURIComponent(name))) {
    response.writeHead(202).end();
    return;
  }
  const result = await answered;
  if (result === undefined) return refuse(404, 'ResourceNotFoundException', `Function not found: ${name}`);
  if (isThrottled(result)) return refuse(429, 'TooManyRequestsException', 'Rate Exceeded.');
  response.writeHead(200, {
    'content-type': 'application/json',
    'x-amz-executed-version': '$LATEST',
    ...(result.ok ? {} : { 'x-amz-function-error': 'Unhandled' }),
  });
  response.end(JSON.stringify(result.ok ? (result.payload ?? null) : result.error));
};
