import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** ms that a request may be waited for. */
const patienceMs = 60_000;

/** A request that a provider was sent. */
export interface Heard {
  readonly method: string;
  /** Begins with the provider's host. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server of this machine in the place of providers. */
export interface StandIn {
  readonly url: string;
  /** The first request that fits, now or later. */
  heard(fits: (request: Heard) => boolean): Promise<Heard>;
  /** All that was sent so far, in the order of its coming. */
  all(): readonly Heard[];
  stop(): void;
}

/** What a provider answers: a body of JSON, or a file with its media type. */
export interface StandInAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * @param answer what a provider answers
 * @param port where to listen; a free one where it is left out
 */
export const startStandIn = async (answer: (request: Heard) => StandInAnswer, port = 0): Promise<StandIn> => {
  const all: Heard[] = [];
  let tell = (): void => {};
  const server = createServer(async (message, response) => {
    const parts: Buffer[] = [];
    for await (const part of message as AsyncIterable<Buffer>) parts.push(part);
    const { method = '', url = '', headers } = message;
    const request = { method, path: url.slice(1), headers, body: Buffer.concat(parts).toString() };
    const { status, body, headers: more } = answer(request);
    response
      .writeHead(status, { 'content-type': 'application/json', ...more })
      .end(Buffer.isBuffer(body) ? body : JSON.stringify(body));
    all.push(request);
    tell();
  });
  await new Promise<void>((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', resolve),
  );
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard: async (fits) => {
      const until = Date.now() + patienceMs;
      for (;;) {
        const found = all.find(fits);
        if (found !== undefined) return found;
        if (Date.now() > until) throw new Error(`only heard: ${all.map(({ path }) => path).join(', ')}`);
        await Promise.race([
          new Promise<void>((resolve) => {
            tell = resolve;
          }),
          new Promise((resolve) => setTimeout(resolve, 250)),
        ]);
      }
    },
    all: () => all,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
};
