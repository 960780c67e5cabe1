import { type ErrorBody, type ErrorCode, errorCodes } from '../contract/errors.ts';
import { Failure } from '../domain/shared/failure.ts';

const fill = (sentence: string, params: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');

/** An error code as the contract's envelope. */
export const problem = (
  code: ErrorCode,
  contextId: string,
  params: Readonly<Record<string, string>> = {},
  details: readonly { path: string; message: string }[] = [],
): ErrorBody => ({
  message: fill(errorCodes[code].message, params),
  code,
  status: errorCodes[code].status,
  messageParams: { ...params },
  contextId,
  details: [...details],
});

/** Errors by which AWS says that it is busy: the caller may come back. */
const throttles = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
]);

/** A service that is throttled, or that answers 5xx after the SDK's own retries. */
const isBusy = (error: Error & { readonly $metadata?: { readonly httpStatusCode?: number } }): boolean =>
  throttles.has(error.name) || (error.$metadata?.httpStatusCode ?? 0) >= 500;

/** Any error as a failure of the contract; what is not one is an internal error and tells nothing. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  if (error instanceof Error && isBusy(error)) return new Failure('service.unavailable');
  return new Failure('internal.server.error');
};
