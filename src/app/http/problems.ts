import type { MiddlewareObj } from '@middy/core';
import type { Route } from '../../contract/route.ts';
import { log } from '../logger.ts';
import { failureOf } from '../problem.ts';
import type { HttpEvent, HttpResponse } from './http-event.ts';
import { refuse } from './respond.ts';

/** Answers every error in the contract's envelope; an unexpected one tells nothing and is logged by its name. */
export const problems = (route: Route): MiddlewareObj<HttpEvent, HttpResponse> => ({
  onError: (request) => {
    const contextId = request.event.requestContext.requestId;
    const failure = failureOf(request.error);
    const unexpected = failure.code === 'internal.server.error';
    log(unexpected ? 'error' : 'info', unexpected ? 'request.failed' : 'request.refused', {
      route: route.name,
      requestId: contextId,
      error: failure.code,
      ...(unexpected
        ? { cause: `${request.error?.name}: ${request.error?.stack?.split('\n')[1] ?? ''}` }
        : {}),
    });
    // Not returned: that would end the chain before the security headers are set.
    request.response = refuse(failure, contextId);
  },
});
