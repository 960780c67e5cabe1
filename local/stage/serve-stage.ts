import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { build } from 'esbuild';
import { headersOf, sendFile } from '../console/serve-console.ts';

const root = join(import.meta.dirname, '../..');
const pages = join(import.meta.dirname, 'page');

/** Files of the stage, by their addresses. */
const files: Readonly<Record<string, string>> = {
  '/dev/stage': join(pages, 'stage.html'),
  '/dev/stage/customer': join(pages, 'customer.html'),
  '/dev/stage/agent': join(pages, 'agent.html'),
  '/dev/stage/stage.css': join(pages, 'stage.css'),
  '/dev/pictures/parcel.svg': join(import.meta.dirname, 'parcel.svg'),
};

/** Scripts of the stage, bundled when they are first asked for. */
const scripts = {
  '/dev/stage/agent.js': { entry: join(pages, 'agent.ts'), format: 'esm' },
  '/dev/stage/widget.js': { entry: join(root, 'widget/main.ts'), format: 'iife' },
} as const;

const bundles = new Map<string, Promise<Uint8Array>>();

const bundle = async (entry: string, format: 'esm' | 'iife'): Promise<Uint8Array> => {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    format,
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
  const script = Object.entries(scripts).find(([address]) => address === path)?.[1];
  if (script === undefined) return false;
  const made = bundles.get(path) ?? bundle(script.entry, script.format);
  bundles.set(path, made);
  const bytes = await made;
  response.writeHead(200, {
    ...headersOf(message.headers.host ?? ''),
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-store',
  });
  response.end(bytes);
  return true;
};
