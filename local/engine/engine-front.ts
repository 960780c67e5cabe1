import { once } from 'node:events';
import { STATUS_CODES } from 'node:http';
import { connect, createServer, type Socket } from 'node:net';
import { connect as connectSecurely } from 'node:tls';
import type { ServiceAnswer } from '../access/denied-answer.ts';
import { type EngineRequest, takeRequest } from './take-request.ts';

/** What the front does with a request: answer it, or pass it on and hear of the engine's answer. */
export type Verdict =
  | { readonly answer: ServiceAnswer }
  | { readonly answered: (answerBytes: number) => void };

/** The door to the engine that functions have. */
export interface EngineFront {
  readonly endpoint: string;
  stop(): Promise<void>;
}

/** What is answered while the engine is away. */
export const unavailable: ServiceAnswer = {
  statusCode: 503,
  headers: { 'content-type': 'application/x-amz-json-1.0' },
  body: JSON.stringify({
    __type: 'com.amazonaws.dynamodb.v20120810#ServiceUnavailable',
    message: 'The engine is being started again.',
  }),
};

/**
 * Stands before the engine, sees each request and passes its bytes on. It is a byte pipe, not an HTTP server and client:
 * those cost a call 0.24 ms here, this costs a call less than 0.1 ms (docs/local-runtime.md).
 *
 * @param engine the engine's URL
 * @param judge looks at a request before the engine does
 */
export const startEngineFront = async (
  engine: string,
  judge: (request: EngineRequest) => Verdict,
): Promise<EngineFront> => {
  const clients = new Set<Socket>();
  const server = createServer({ noDelay: true }, (client) => {
    clients.add(client);
    client.on('close', () => clients.delete(client));
    serve(client, engine, judge);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async stop() {
      for (const client of clients) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
};

const open = (engine: string): Socket => {
  const { protocol, hostname: host, port } = new URL(engine);
  const secure = protocol === 'https:';
  const at = { host, port: Number(port || (secure ? 443 : 80)) };
  return secure ? connectSecurely({ ...at, servername: host }) : connect({ ...at, noDelay: true });
};

/** Serves one connection; its client sends a request once it has the answer to the one before, as the SDK does. */
const serve = (client: Socket, engine: string, judge: (request: EngineRequest) => Verdict): void => {
  let upstream: Socket | undefined;
  let received: Buffer = Buffer.alloc(0);
  let answered: ((answerBytes: number) => void) | undefined;
  /** Bytes of the engine's answer that are still to come; not a number where its head does not tell. */
  let left = 0;

  const reach = (): Socket => {
    const socket = open(engine);
    socket.on('data', (bytes) => {
      client.write(bytes);
      const whole = answered ? answerBytes(bytes) : left;
      left = whole - bytes.length;
      answered?.(whole);
      answered = undefined;
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (upstream === socket) upstream = undefined;
      // A request that got no answer is told so; it may come again, to the engine that is started next.
      if (answered) write(client, unavailable);
      else if (left !== 0) client.destroy();
      answered = undefined;
    });
    return socket;
  };

  client.on('data', (bytes) => {
    received = received.length > 0 ? Buffer.concat([received, bytes]) : bytes;
    const taken = takeRequest(received);
    if (taken === 'partial') return;
    if (taken === 'malformed') return client.destroy();
    received = received.subarray(taken.size);
    const verdict = judge(taken.request);
    if ('answer' in verdict) return write(client, verdict.answer);
    answered = verdict.answered;
    upstream ??= reach();
    upstream.write(taken.bytes);
  });
  client.on('error', () => {});
  client.on('close', () => {
    answered = undefined;
    upstream?.destroy();
  });
};

/** Length of an answer, by its head, which comes in one piece. */
const answerBytes = (bytes: Buffer): number => {
  const end = bytes.indexOf('\r\n\r\n');
  const length = /^content-length: *(\d+)/im.exec(bytes.toString('latin1', 0, end))?.[1];
  return end + 4 + Number(length ?? Number.NaN);
};

const write = (client: Socket, { statusCode, headers, body }: ServiceAnswer): void => {
  const lines = [
    `HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
  ];
  client.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
};
