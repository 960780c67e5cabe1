import type { Failure } from '../../domain/shared/failure.ts';
import { problem } from '../problem.ts';
import type { HttpResponse } from './http-event.ts';

/**
 * Headers of every answer. Any origin may read it: the caller is known by a bearer token, which no other site's page
 * can send.
 */
const common = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };

/** An answer with a JSON body, or with none. */
export const respond = (statusCode: number, body: unknown): HttpResponse => ({
  statusCode,
  headers: body === undefined ? common : { ...common, 'Content-Type': 'application/json' },
  body: body === undefined ? '' : JSON.stringify(body),
});

/** A failure as the contract's envelope. */
export const refuse = (failure: Failure, contextId: string): HttpResponse => {
  const body = problem(failure.code, contextId, failure.params, failure.details);
  const response = respond(body.status, body);
  const busy = body.status === 429 || body.status === 503;
  return busy ? { ...response, headers: { ...response.headers, 'Retry-After': '1' } } : response;
};
