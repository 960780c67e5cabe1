import type { ErrorCode } from '../../contract/errors.ts';

/** A refusal that the caller is told: a code of the contract and the facts that the caller needs. */
export class Failure extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, string>>;
  readonly details: readonly { path: string; message: string }[];

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, string>> = {},
    details: readonly { path: string; message: string }[] = [],
  ) {
    super(code);
    this.name = 'Failure';
    this.code = code;
    this.params = params;
    this.details = details;
  }
}
