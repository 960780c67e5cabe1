import { readAccessKey } from '../access/access.ts';

/** A call of the DynamoDB protocol. */
export interface EngineRequest {
  readonly accessKeyId: string | undefined;
  /** Such as `DynamoDB_20120810.PutItem`. */
  readonly target: string;
  readonly body: string;
}

/** Bytes of a request: a batch of 16 MB (DynamoDB's quota) with its base64 and its envelope. */
const requestLimitBytes = 24 * 1024 * 1024;
const headLimitBytes = 64 * 1024;

/**
 * Takes one HTTP request off the bytes that a client of DynamoDB sent so far.
 *
 * @returns the request with the bytes to pass on, `partial` until all are there, or `malformed` where the bytes are no
 * request with a content length
 */
export const takeRequest = (
  received: Buffer,
):
  | 'partial'
  | 'malformed'
  | { readonly request: EngineRequest; readonly bytes: Buffer; readonly size: number } => {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return received.length > headLimitBytes ? 'malformed' : 'partial';
  const head = received.toString('latin1', 0, end);
  const header = (name: string) => new RegExp(`^${name}: *(.*?) *$`, 'im').exec(head)?.[1];
  const length = Number(header('content-length') ?? Number.NaN);
  if (!Number.isInteger(length) || length > requestLimitBytes) return 'malformed';
  const size = end + 4 + length;
  if (received.length < size) return 'partial';
  const authorization = header('authorization');
  // Engines that keep a database for each access key must see one.
  const passed = head.replace(/(\bCredential=)[^/]+/i, '$1local');
  return {
    request: {
      accessKeyId: readAccessKey(authorization),
      target: header('x-amz-target') ?? '',
      body: received.toString('utf8', end + 4, size),
    },
    bytes: Buffer.concat([Buffer.from(passed, 'latin1'), received.subarray(end, size)]),
    size,
  };
};
