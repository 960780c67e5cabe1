/** A refusal in S3's words. */
export class StorageFault extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** What S3 says of everything that one may not. */
export const accessDenied = (message = 'Access Denied'): StorageFault =>
  new StorageFault(403, 'AccessDenied', message);
