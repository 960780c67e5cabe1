import { ErrorBody, type ErrorCode, errorCodes } from '../../src/contract/errors.ts';

/** A refusal by the API: its code, its status, and the whole envelope with the facts it carries. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ErrorCode;
  readonly status: number;

  constructor(
    readonly body: ErrorBody,
    /** Seconds after which to come back, where the answer said so. */
    readonly retryAfter?: number,
  ) {
    super(`${body.status} ${body.code}: ${body.message}`);
    this.code = body.code;
    this.status = body.status;
  }
}

const codeOf = (status: number): ErrorCode => {
  if (status === 502 || status === 504) return 'service.unavailable';
  const found = Object.entries(errorCodes).find(([, error]) => error.status === status)?.[0];
  return (found as ErrorCode | undefined) ?? 'internal.server.error';
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** Reads a refusal; one that did not come from the API but from something before it is named by its status. */
export const problemOf = (status: number, text: string, retryAfter: string | null): ProblemError => {
  const envelope = ErrorBody.safeParse(parsed(text));
  const seconds = retryAfter === null || !/^\d+$/.test(retryAfter) ? undefined : Number(retryAfter);
  if (envelope.success) return new ProblemError(envelope.data, seconds);
  const code = codeOf(status);
  const { message } = errorCodes[code];
  return new ProblemError({ message, code, status, messageParams: {}, contextId: '', details: [] }, seconds);
};
