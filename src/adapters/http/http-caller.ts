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

/** Milliseconds until an answer must have come; ten messages of a batch fit into the consumer's minute. */
const answerMs = 10_000;
/** Bytes of an answer that are read; what we need of one is an id or a code. */
const answerBytes = 65_536;

const readAnswer = async (response: IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    bytes += part.length;
    if (bytes >= answerBytes) break;
  }
  return Buffer.concat(parts).subarray(0, answerBytes).toString('utf8');
};

/**
 * Posts to an address of the public internet and to no other. The name is resolved once, by the connection itself, so
 * that the address that was looked at is the address that is called. A redirect is an answer and is not followed: it
 * could lead anywhere. Throws PrivateAddress, and where no answer came.
 */
export const publicCaller =
  (allowed: Allowed): HttpCaller =>
  async ({ url, headers, body }) => {
    if (!mayBeCalled(url, allowed)) throw new PrivateAddress();
    const to = new URL(url);
    const start = to.protocol === 'https:' ? httpsRequest : httpRequest;
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const options = {
        method: 'POST',
        headers: { ...headers, 'Content-Length': Buffer.byteLength(body) },
        lookup: allowedLookup(allowed),
        // A connection of its own: none that was opened for somebody else's name is used again.
        agent: false as const,
        signal: AbortSignal.timeout(answerMs),
      };
      start(to, options, resolve).on('error', reject).end(body);
    });
    return { status: response.statusCode ?? 0, body: await readAnswer(response) };
  };
