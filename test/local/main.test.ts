import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { patience } from '../support/patience.ts';

const script = fileURLToPath(new URL('./fixtures/serve-fixture.ts', import.meta.url));

describe('the runtime’s process', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Starts the fixture in a process of its own; answers the engine's endpoint once it serves. */
  async function start(): Promise<{ child: ChildProcess; engine: string }> {
    const child = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [said] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { child, engine: said.toString().trim() };
  }
  const answers = (url: string) =>
    fetch(url).then(
      () => true,
      () => false,
    );

  test.each(['SIGINT', 'SIGKILL'] as const)(
    'Given a running runtime, when it gets %s, then its engine ends with it',
    async (signal) => {
      const { child, engine } = await start();
      expect(await answers(engine)).toBe(true);
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
      await vi.waitUntil(async () => !(await answers(engine)), { timeout: patience, interval: 20 });
    },
  );

  test('Given a port in use, when the runtime is to listen there, then it says so', async () => {
    const { listen } = await import('../../local/server/listen.ts');
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(listen(port)).rejects.toThrow(`Port ${port} is in use`);
    taken.close();
  });
});
