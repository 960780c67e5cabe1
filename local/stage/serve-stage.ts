import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { headersOf, sendFile } from '../console/serve-console.ts';

const pages = join(import.meta.dirname, 'page');

/** Files of the stage, by their addresses. */
const files: Readonly<Record<string, string>> = {
  '/dev/stage': join(pages, 'stage.html'),
  '/dev/stage/customer': join(pages, 'customer.html'),
  '/dev/stage/agent': join(pages, 'agent.html'),
  '/dev/stage/stage.css': join(pages, 'stage.css'),
  '/dev/pictures/parcel.png': join(import.meta.dirname, 'parcel.png'),
};

const script = '/dev/stage/agent.js';
let bundled: Promise<Uint8Array> | undefined;

/** The agent's desktop, bundled when it is first asked for. */
const bundle = async (): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [join(pages, 'agent.ts')],
    bundle: true,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    write: false,
  });
  return outputFiles[0]?.contents ?? new Uint8Array();
};

/**
 * The stage: customer, agent and two supervisors side by side, each in a frame of its own. It exists in this runtime
 * alone. False where the path is none of its.
 */
export const serveStage = async (
  path: string,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> => {
  const file = files[path];
  if (file !== undefined) return sendFile(message, response, file, 'no-store');
  if (path !== script) return false;
  bundled ??= bundle();
  const bytes = await bundled;
  response.writeHead(200, {
    ...headersOf(message.headers.host ?? ''),
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(bytes);
  return true;
};
