import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { useLocalApp } from '../e2e/support/local-app.ts';
import { useBrowser } from '../support/browser.ts';
import { hasBrowser } from '../support/launch-browser.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));
const app = useLocalApp();
const browser = useBrowser();
const admin = { tenantId: 'package', userId: 'admin' };
const agent = { tenantId: 'package', userId: 'ann', name: 'Ann' };

/** A project of somebody else that has installed the packed client: its tarball, zod and ws, nothing of this tree. */
let project: string;

beforeAll(async () => {
  project = mkdtempSync(join(tmpdir(), 'binocular-client-'));
  await run('npm', ['pack', '--silent', '--pack-destination', project], { cwd: join(root, 'client') });
  const modules = join(project, 'node_modules');
  mkdirSync(join(modules, 'binocular-client'), { recursive: true });
  const { stdout } = await run('ls', [project]);
  const tarball = stdout.split('\n').find((name) => name.endsWith('.tgz')) ?? '';
  await run('tar', [
    'xzf',
    join(project, tarball),
    '--strip-components=1',
    '-C',
    join(modules, 'binocular-client'),
  ]);
  for (const name of ['zod', 'ws', '@types'])
    symlinkSync(join(root, 'node_modules', name), join(modules, name));
  cpSync(join(root, 'client/examples'), project, { recursive: true });
  writeFileSync(join(project, 'package.json'), '{"type":"module"}');
});
afterAll(() => rmSync(project, { recursive: true, force: true }));

/** A conversation with one message and an agent, and a supervisor who may monitor it now. */
const scene = async (supervisor: string) => {
  await app.send(admin, 'PUT', '/routing/queues/q', { name: 'Q', division: { id: 'main' } });
  await app.send(admin, 'PUT', '/integrations/open', { messageType: 'open', queue: { id: 'q' } });
  const inbound = await app.send(admin, 'POST', '/conversations/messages/open/inbound/open/message', {
    channel: { messageId: supervisor, from: { id: `customer of ${supervisor}` } },
    text: 'Hello',
  });
  const { conversationId } = JSON.parse(inbound.text) as { conversationId: string };
  const path = `/conversations/messages/${conversationId}`;
  const user = { id: agent.userId, name: agent.name };
  const joined = await app.send(agent, 'POST', `${path}/participants`, { purpose: 'agent', user });
  const { id } = JSON.parse(joined.text) as { id: string };
  const who = { tenantId: 'package', userId: supervisor, name: supervisor };
  await app.send(who, 'PATCH', `/users/${supervisor}/presences/purecloud`, {
    presenceDefinition: { systemPresence: 'Available' },
  });
  const say = (textBody: string) =>
    app.send(agent, 'POST', `${path}/communications/${id}/messages`, { textBody });
  return { conversationId, participantId: id, token: await app.token(who), say };
};

describe('the client as a package', () => {
  test('holds ESM with types, and needs zod alone', async () => {
    const { dependencies } = JSON.parse(
      readFileSync(join(project, 'node_modules/binocular-client/package.json'), 'utf8'),
    ) as { dependencies: Record<string, string> };
    expect(Object.keys(dependencies)).toEqual(['zod']);
    writeFileSync(
      join(project, 'typed.ts'),
      `import { createClient } from 'binocular-client';
import { ProblemError } from 'binocular-client/errors';
import { getSession } from 'binocular-client/contract/routes/monitoring';
const client = createClient({ url: '', token: () => '', fetch, WebSocket: null as never });
export const fence: Promise<number> = client.call(getSession, { params: { sessionId: 's' } }).then((s) => s.fence);
// @ts-expect-error a session is named by its id
client.call(getSession, { params: {} }).catch((error: unknown) => error instanceof ProblemError);
`,
    );
    const flags = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--lib',
      'es2023,dom',
      'typed.ts',
    ];
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    await run('node', [tsc, '--ignoreConfig', ...flags], { cwd: project });
  });

  test('Given the example for Node, when an agent writes, then it prints the transcript as it comes', async () => {
    const { conversationId, participantId, token, say } = await scene('sam');
    const child = spawn('node', ['follow.mjs', app.url, conversationId, participantId], {
      cwd: project,
      env: { ...process.env, BINOCULAR_TOKEN: token },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (lines.length === 1) await say('How can I help?');
      if (lines.length === 2) child.kill('SIGINT');
    }
    if (child.exitCode === null) await once(child, 'exit');
    expect(lines).toEqual(['1 Customer: Hello', '2 Ann: How can I help?', 'over: monitoring.ended']);
    expect(child.exitCode).toBe(0);
  });

  test.skipIf(!hasBrowser)(
    'Given the example for a browser, when an agent writes, then the page shows the transcript as it comes',
    async () => {
      const { conversationId, participantId, token, say } = await scene('kim');
      await build({
        entryPoints: [join(project, 'follow-page.mjs')],
        bundle: true,
        format: 'esm',
        outfile: join(project, 'follow-page.js'),
        logLevel: 'error',
      });
      const site = createServer((request, response) => {
        const script = request.url === '/follow-page.js';
        response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
        response.end(readFileSync(join(project, script ? 'follow-page.js' : 'follow.html')));
      });
      await new Promise<void>((listening) => site.listen(0, '127.0.0.1', listening));
      const page = await browser().newPage();
      const given = new URLSearchParams({
        url: app.url,
        token,
        conversation: conversationId,
        participant: participantId,
      });
      await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/#${given}`);
      await page.getByText('Customer: Hello').waitFor();
      await say('Here I am.');
      await page.getByText('Ann: Here I am.').waitFor();
      expect(await page.locator('li').count()).toBe(2);
      await page.close();
      await new Promise((closed) => site.close(closed));
    },
  );
});
