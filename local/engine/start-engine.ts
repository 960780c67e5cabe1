import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer, Socket } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

/** What became of an engine process that ended without being asked to. */
export interface EngineExit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** True once a new process answers at the same endpoint; without a `dbPath` its tables are gone. */
  readonly restarted: boolean;
}

/** A running DynamoDB-compatible engine. */
export interface Engine {
  /** Base URL for both the DynamoDB and the DynamoDB Streams client. */
  readonly endpoint: string;
  /** `embedded` is ours to stop; `external` (DYNAMODB_ENDPOINT) is left running. */
  readonly kind: 'embedded' | 'external';
  /** Process id of the supervised shell, for tests that kill it. */
  readonly pid: () => number | undefined;
  /** False from a crash until a new process answers and every listener has done its part. */
  running(): boolean;
  /** Called after each crash, when the restart succeeded or was given up. */
  onExit(listener: (exit: EngineExit) => unknown): void;
  stop(): Promise<void>;
}

/**
 * The engine runs under a shell that watches our end of a pipe: when this process dies, however it
 * dies, the pipe closes and the shell kills the engine. `exec`-ing the engine directly would leave it
 * behind after a SIGKILL of its parent.
 */
const guard = `
exec 3<&0
"$0" "$@" </dev/null 3<&- &
engine=$!
{ read _ <&3; kill -9 $engine; } >/dev/null 2>&1 &
watch=$!
wait $engine; code=$?
kill $watch 2>/dev/null
exit $code`;

const restartLimit = 5;
const restartWindowMs = 10_000;
const startLimitMs = 10_000;

/**
 * Starts the embedded engine on a free loopback port and keeps it running: a crashed process is started
 * again at the same port (at most five times in ten seconds).
 *
 * @param dbPath file that keeps the data; left out, the data lives as long as the process
 * @throws when no engine is installed (the message says what to install), or when it does not start
 */
export const startEngine = async ({ dbPath }: { dbPath?: string } = {}): Promise<Engine> => {
  const external = process.env.DYNAMODB_ENDPOINT;
  if (external) {
    return {
      endpoint: external,
      kind: 'external',
      pid: () => undefined,
      running: () => true,
      onExit: () => {},
      stop: async () => {},
    };
  }
  const binary = findEngine();
  const listeners: ((exit: EngineExit) => unknown)[] = [];
  let running = true;
  const crashes: number[] = [];
  let stopping = false;

  let { child, port } = await launchOnFreePort(binary, dbPath);

  const supervise = (): void => {
    child.once('exit', (code, signal) => {
      if (!stopping) void restart(code, signal);
    });
  };

  const restart = async (code: number | null, signal: NodeJS.Signals | null): Promise<void> => {
    running = false;
    const now = Date.now();
    crashes.push(now);
    const recent = crashes.filter((at) => now - at < restartWindowMs).length;
    let restarted = false;
    if (recent <= restartLimit) {
      const next = await launch(binary, port, dbPath).catch(() => undefined);
      if (next && stopping) await end(next);
      else if (next) {
        child = next;
        restarted = true;
        supervise();
      }
    }
    const exit = { code, signal, restarted };
    await Promise.allSettled(listeners.map(async (listener) => listener(exit)));
    // A listener may have seen the next crash already.
    if (crashes.at(-1) === now) running = restarted;
  };

  supervise();
  return {
    endpoint: `http://127.0.0.1:${port}`,
    kind: 'embedded',
    pid: () => child.pid,
    running: () => running,
    onExit: (listener) => {
      listeners.push(listener);
    },
    stop: async () => {
      stopping = true;
      await end(child);
    },
  };
};

/** Path of the engine's binary for this machine. */
const findEngine = (): string => {
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const root = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const binary = join(root, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide');
    if (existsSync(binary)) return binary;
  } catch {
    // not installed: told below
  }
  throw new Error(
    `No DynamoDB engine: install ${name} (npm install --no-save ${name}@1.2.1), ` +
      'or set DYNAMODB_ENDPOINT to the URL of a DynamoDB-compatible server.',
  );
};

const launchOnFreePort = async (
  binary: string,
  dbPath?: string,
): Promise<{ child: ChildProcess; port: number }> => {
  let failure: unknown;
  // Another process may take the port between asking for it and binding it.
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const port = await freePort();
    try {
      return { child: await launch(binary, port, dbPath), port };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
};

/** Resolves when this very process says that it listens (a port that answers may be somebody else's). */
const launch = async (binary: string, port: number, dbPath?: string): Promise<ChildProcess> => {
  const args = ['serve', '--port', String(port), ...(dbPath ? ['--db-path', dbPath] : [])];
  const windows = process.platform === 'win32';
  const [command, given] = windows ? [binary, args] : ['/bin/sh', ['-c', guard, binary, ...args]];
  const child = spawn(command, given, { stdio: ['pipe', 'ignore', 'pipe'], detached: !windows });
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    const fail = (why: string) => reject(new Error(`The engine ${why}. ${said.slice(-5).join(' ')}`.trim()));
    const timer = setTimeout(() => {
      void end(child);
      fail(`did not start within ${startLimitMs / 1000} s`);
    }, startLimitMs);
    lines.on('line', (line) => {
      said.push(line);
      if (said.length > 20) said.shift();
      if (!line.includes('listening on')) return;
      clearTimeout(timer);
      resolve();
    });
    child.once('error', (error) => fail(`could not be run: ${error.message}`));
    child.once('exit', (code) => {
      clearTimeout(timer);
      fail(`ended with code ${code}`);
    });
  });
  child.unref();
  for (const pipe of [child.stdin, child.stderr]) if (pipe instanceof Socket) pipe.unref();
  return child;
};

const end = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.ref();
  if (process.platform === 'win32') child.kill();
  else child.stdin?.end();
  await gone;
};

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || !address) throw new Error('no free port');
  return address.port;
};
