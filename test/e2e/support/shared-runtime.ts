import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { BrowserServer } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * URL of the shared runtime's door: `/url` answers where the runtime serves, `/tenant` makes a tenant a file's own
     * or says whose it is, `/browser` is the address of the browser that the files of a run share.
     */
    readonly runtime: string;
  }
}

const script = fileURLToPath(new URL('./serve-shared.ts', import.meta.url));

/** Starts the runtime; answers its URL. */
const start = async (child: ChildProcess): Promise<string> => {
  const failed = once(child, 'exit').then(() => {
    throw new Error('the shared runtime did not start; what it said stands above');
  });
  const [url] = await Promise.race([once(child, 'message'), failed]);
  return String(url);
};

/**
 * One runtime and one browser for all test files of a run that need none of their own: the first that asks has them
 * started, and they end with the run. Files are kept apart by tenants, so that it is a test of isolation besides.
 */
// biome-ignore lint/style/noDefaultExport: vitest reads it
export default async (project: TestProject): Promise<() => Promise<void>> => {
  let child: ChildProcess | undefined;
  let served: Promise<string> | undefined;
  let browser: Promise<BrowserServer> | undefined;
  const owners = new Map<string, string>();

  const claim = (tenantId: string, file: string): string => {
    const owner = owners.get(tenantId) ?? file;
    owners.set(tenantId, owner);
    if (owner === file) return tenantId;
    throw new Error(`the tenant ${tenantId} is that of ${owner}: use another`);
  };
  const answer = async ({ pathname, searchParams }: URL): Promise<string> => {
    if (pathname === '/tenant')
      return claim(searchParams.get('tenantId') ?? '', searchParams.get('file') ?? '');
    if (pathname === '/browser') {
      browser ??= import('../../support/launch-browser.ts').then(({ serveBrowser }) => serveBrowser());
      return (await browser).wsEndpoint();
    }
    child ??= fork(script, { execArgv: ['--no-warnings', '--import', 'tsx'] });
    served ??= start(child);
    return served;
  };
  const stop = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    served = undefined;
    owners.clear();
    if (ending === undefined || ending.exitCode !== null) return;
    const ended = once(ending, 'exit');
    if (ending.connected) ending.disconnect();
    await ended;
  };

  const door = createServer((request, response) => {
    answer(new URL(request.url ?? '', 'http://door')).then(
      (said) => response.end(said),
      (error: Error) => response.writeHead(500).end(error.message),
    );
  });
  await once(door.listen(0, '127.0.0.1'), 'listening');
  project.provide('runtime', `http://127.0.0.1:${(door.address() as AddressInfo).port}`);
  project.onTestsRerun(stop);
  return async () => {
    door.closeAllConnections();
    door.close();
    await Promise.all([stop(), browser?.then((started) => started.close())]);
  };
};
