import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { patience } from '../support/patience.ts';
import { startFixture } from './fixtures/start-fixture.ts';

const script = fileURLToPath(new URL('./fixtures/serve-fixture.ts', import.meta.url));

describe('the runtime’s process', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Starts the fixture in a process of its own; answers the engine's endpoint once it serves. */
  const start = async (): Promise<{ child: ChildProcess; engine: string }> => {
    const child = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    const [said] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    return { child, engine: said.toString().trim() };
  };
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

  test('Given --in-memory beside --data-dir, when the runtime is started, then it says that they exclude each other', async () => {
    const main = fileURLToPath(new URL('../../local/main.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', main, '--in-memory', '--data-dir', 'x']);
    children.push(child);
    const said = text(child.stderr);
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(await said).toContain("'--in-memory' cannot be used with option '--data-dir <dir>'");
  });

  test('Given an engine that is killed, when it is away, then requests are answered 503, and its start is told', async () => {
    const notices: string[] = [];
    const fixture = await startFixture({ notice: (line) => notices.push(line) });
    const health = async () => (await fetch(`${fixture.url}/dev/health`)).status;
    const call = async () =>
      (await fetch(`${fixture.url}/things/1`, { headers: { Authorization: 'allow' } })).status;
    process.kill(-(fixture.enginePid() ?? Number.NaN), 'SIGKILL');
    const seen = new Set<number>();
    await vi.waitUntil(
      async () => {
        seen.add(await call());
        return notices.length > 0 && (await health()) === 200;
      },
      { timeout: patience, interval: 1 },
    );
    expect(notices).toEqual([
      expect.stringMatching(/^The engine ended .* started again; what was in memory is lost/),
    ]);
    expect([...seen].filter((status) => status !== 201 && status !== 503)).toEqual([]);
    expect(await call()).toBe(201);
    await fixture.stop();
  });

  test('Given a port in use, when the runtime is to listen there, then it says so', async () => {
    const { listen } = await import('../../local/server/listen.ts');
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    await expect(listen(port)).rejects.toThrow(`Port ${port} is in use`);
    taken.close();
  });
});
