import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Allowed, allowedLookup, mayBeCalled, PrivateAddress } from './public-address.ts';

/** A request to a provider. */
export interface OutboundRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What a provider answered. */
export interface ProviderAnswer {
  readonly status: number;
  readonly body: string;
}

/** The one way out to other people's servers. Throws where no answer came. */
export type HttpCaller = (request: OutboundRequest) => Promise<ProviderAnswer>;

/** A file that is asked for. */
export interface FileRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes that are read at the most. */
  readonly limit: number;
}

/** An answer to it: `bytes` is absent where there are more than the limit; a redirect says where it leads. */
export interface FileAnswer {
  readonly status: number;
  readonly mime: string;
  readonly location?: string;
  readonly bytes?: Buffer<ArrayBuffer>;
}

/** Asks for one file, once: a redirect is an answer. Throws where no answer came. */
export type FileCaller = (request: FileRequest) => Promise<FileAnswer>;

/** Milliseconds until an answer must have come; ten messages of a batch fit into the consumer's minute. */
const answerMs = 10_000;
/** Milliseconds until a file must have come as a whole. */
const fileMs = 20_000;
/** Bytes of an answer that are read; what we need of one is an id or a code. */
const answerBytes = 65_536;

/** The first bytes of an answer, and whether there are more: what is beyond the limit is not waited for. */
const readUpTo = async (
  response: IncomingMessage,
  limit: number,
): Promise<{ readonly bytes: Buffer<ArrayBuffer>; readonly isMore: boolean }> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    length += part.length;
    if (length > limit) break;
  }
  return { bytes: Buffer.concat(parts).subarray(0, limit), isMore: length > limit };
};

/**
 * Calls an address of the public internet and no other. The name is resolved once, by the connection itself, so that the
 * address that was looked at is the address that is called. A redirect is an answer and is not followed: it could lead
 * anywhere. Throws PrivateAddress, and where no answer came.
 */
const call = async (
  allowed: Allowed,
  url: string,
  how: { readonly method: 'GET' | 'POST'; readonly headers: Readonly<Record<string, string | number>> },
  ms: number,
  body?: string,
): Promise<IncomingMessage> => {
  if (!mayBeCalled(url, allowed)) throw new PrivateAddress();
  const to = new URL(url);
  const start = to.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise<IncomingMessage>((resolve, reject) => {
    const options = {
      ...how,
      lookup: allowedLookup(allowed),
      // A connection of its own: none that was opened for somebody else's name is used again.
      agent: false as const,
      signal: AbortSignal.timeout(ms),
    };
    start(to, options, resolve).on('error', reject).end(body);
  });
};

/** Posts to public addresses; see `call`. */
export const publicCaller =
  (allowed: Allowed): HttpCaller =>
  async ({ url, headers, body }) => {
    const all = { ...headers, 'Content-Length': Buffer.byteLength(body) };
    const response = await call(allowed, url, { method: 'POST', headers: all }, answerMs, body);
    const { bytes } = await readUpTo(response, answerBytes);
    return { status: response.statusCode ?? 0, body: bytes.toString('utf8') };
  };

/** Gets files from public addresses, up to their limit as they come; see `call`. */
export const publicFileCaller =
  (allowed: Allowed): FileCaller =>
  async ({ url, headers, limit }) => {
    const response = await call(allowed, url, { method: 'GET', headers }, fileMs);
    const { location, 'content-type': type = '', 'content-length': length } = response.headers;
    const answer = {
      status: response.statusCode ?? 0,
      mime: type.split(';')[0]?.trim().toLowerCase() ?? '',
      ...(location === undefined ? {} : { location }),
    };
    if (Number(length ?? 0) > limit) {
      response.destroy();
      return answer;
    }
    const { bytes, isMore } = await readUpTo(response, limit);
    return isMore ? answer : { ...answer, bytes };
  };
