import type { MiddlewareObj } from '@middy/core';
import httpJsonBodyParser from '@middy/http-json-body-parser';
import { Failure } from '../../domain/shared/failure.ts';
import type { HttpEvent } from './http-event.ts';

const parser = httpJsonBodyParser({ disableContentTypeCheck: true });

/** Parses the body where there is one. What is not JSON is refused as the contract says. */
export const jsonBody = (): MiddlewareObj<HttpEvent> => ({
  before: (request) => {
    if (request.event.body === null || request.event.body === '') {
      request.event.body = undefined;
      return;
    }
    try {
      parser.before?.(request as never);
    } catch {
      throw new Failure('bad.request', {}, [{ path: 'body', message: 'the body is not valid JSON' }]);
    }
  },
});
