import { createReadStream, statSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ConsoleConfig } from '../../src/contract/console-config.ts';
import { pageHeaders, pagePolicy } from '../../src/contract/page-policy.ts';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** What belongs to the API, to providers and to this runtime; everything else is the page. */
const others = /^\/(api|v1|dev|_ws|_sqs|_secrets|_s3|channels)(\/|$)/;

/** Headers of every file of the page; no other page may frame it but the stage of this runtime. */
export const headersOf = (
  host: string,
  issuers: readonly string[] = [],
): Readonly<Record<string, string>> => ({
  'content-security-policy': pagePolicy({ connect: [`ws://${host}`, ...issuers], frames: "'self'" }),
  ...pageHeaders,
});

/** The origin of the issuer at which the page signs in, where it is not this runtime itself. */
const issuersOf = (config: unknown): readonly string[] => {
  const { data } = ConsoleConfig.safeParse(config);
  return data?.signIn === 'oidc' ? [new URL(data.authority).origin] : [];
};

const sizeOf = (file: string): number | undefined => {
  const stats = statSync(file, { throwIfNoEntry: false });
  return stats?.isFile() === true ? stats.size : undefined;
};

/** Sends one file with the page's headers; false where there is none. */
export const sendFile = async (
  message: IncomingMessage,
  response: ServerResponse,
  file: string,
  cacheControl: string,
  issuers: readonly string[] = [],
): Promise<boolean> => {
  const size = sizeOf(file);
  if (size === undefined) return false;
  response.writeHead(200, {
    ...headersOf(message.headers.host ?? '', issuers),
    'content-type': types[extname(file)] ?? 'application/octet-stream',
    'content-length': size,
    'cache-control': cacheControl,
  });
  if (message.method === 'HEAD') response.end();
  else await pipeline(createReadStream(file), response);
  return true;
};

/** Answers a request for the console; false where the path belongs to something else. */
export type ServeConsole = (
  path: string,
  message: IncomingMessage,
  response: ServerResponse,
) => Promise<boolean>;

/**
 * Serves the console's built files as CloudFront does: hashed files for ever, `/config.json` as given, and the page
 * itself for every address without a dot in its last part.
 *
 * @param dir of the files; while they are still being built, requests for them wait
 */
export const createServeConsole = ({
  dir: building,
  config,
}: {
  readonly dir: string | Promise<string>;
  readonly config: unknown;
}): ServeConsole => {
  const issuers = issuersOf(config);
  return async (path, message, response) => {
    if ((message.method !== 'GET' && message.method !== 'HEAD') || others.test(path)) return false;
    if (path === '/config.json') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' });
      response.end(JSON.stringify(config));
      return true;
    }
    const dir = await building;
    const isFile = path.slice(path.lastIndexOf('/')).includes('.');
    if (!isFile) return sendFile(message, response, join(dir, 'index.html'), 'no-cache', issuers);
    // `normalize` on an absolute path cannot leave it: what would climb out stops at the root.
    const file = join(dir, normalize(decodeURIComponent(path)));
    const cacheControl = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    if (await sendFile(message, response, file, cacheControl, issuers)) return true;
    response.writeHead(404, headersOf(message.headers.host ?? '')).end();
    return true;
  };
};
