import type * as z from 'zod';
import { type ErrorBody, type ErrorCode, errorCodes } from '../contract/errors.ts';
import { limits } from '../contract/limits.ts';
import { wellFormed } from '../contract/text.ts';
import { badRequest, Failure } from '../domain/shared/failure.ts';

type Details = ErrorBody['details'];

const cut = (text: string): string =>
  text.length <= limits.detailChars ? text : `${text.slice(0, limits.detailChars - 1)}…`;

/** Parses at the door: texts are made well-formed first, and the first issues travel with their paths. */
export const parse = <S extends z.ZodType>(schema: S, value: unknown, where = ''): z.output<S> => {
  const result = schema.safeParse(wellFormed(value));
  if (result.success) return result.data;
  const details = result.error.issues.slice(0, limits.details).map((issue) => ({
    path: [where, ...issue.path].filter((part) => part !== '').join('.'),
    message: issue.message,
  }));
  throw new Failure('bad.request', {}, details);
};

/**
 * Whether JSON holds more values than a limit. The members of a list or an object are counted
 * before any of them is looked at.
 */
const holdsMoreThan = (limit: number, root: unknown): boolean => {
  let count = 0;
  const left: unknown[] = [root];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    const members = Object.values(value);
    count += members.length;
    if (count > limit) return true;
    for (const member of members) left.push(member);
  }
  return false;
};

/** Reads JSON that a stranger sent; one with too many values is refused before any schema looks at them. */
export const parseJson = (text: string, what: 'body' | 'frame'): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw badRequest('body', `the ${what} is not valid JSON`);
  }
  if (holdsMoreThan(limits.bodyValues, value))
    throw badRequest('body', `the ${what} holds more than ${limits.bodyValues} values`);
  return value;
};

const fill = (sentence: string, params: Readonly<Record<string, string>>): string =>
  sentence.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '');

/** An error code as the contract's envelope. */
export const problem = (
  code: ErrorCode,
  contextId: string,
  params: Readonly<Record<string, string>> = {},
  details: Readonly<Details> = [],
): ErrorBody => ({
  message: fill(errorCodes[code].message, params),
  code,
  status: errorCodes[code].status,
  messageParams: { ...params },
  contextId,
  details: details.map(({ path, message }) => ({ path: cut(path), message: cut(message) })),
});

/** Errors by which AWS says that it is busy: the caller may come back. */
const throttles = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionConflictException',
]);

/** Why one write of a transaction was canceled, where the reason passes (DynamoDB, TransactWriteItems). */
const passing = new Set(['TransactionConflict', 'ThrottlingError', 'ProvisionedThroughputExceeded']);

interface ServiceError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly CancellationReasons?: readonly { readonly Code?: string }[];
}

/** A service that is throttled, a transaction that others were in the way of, or 5xx after the SDK's own retries. */
const isBusy = (error: ServiceError): boolean =>
  throttles.has(error.name) ||
  (error.CancellationReasons ?? []).some(({ Code = '' }) => passing.has(Code)) ||
  (error.$metadata?.httpStatusCode ?? 0) >= 500;

/** Any error as a failure of the contract; what is not one is an internal error and tells nothing. */
export const failureOf = (error: unknown): Failure => {
  if (error instanceof Failure) return error;
  if (error instanceof Error && isBusy(error)) return new Failure('service.unavailable');
  return new Failure('internal.server.error');
};
