import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A local runtime in another process. */
export interface LocalStack {
  readonly url: string;
  readonly engineEndpoint: string;
  readonly tableNames: readonly string[];
  /** A bare WebSocket in the same process, that sends back what it is sent. */
  readonly echoUrl: string;
  readonly startedInMs: number;
  stop(): Promise<void>;
}

/** Starts one. @throws when its process ends before it serves */
export const startStack = async (assemblyDir: string): Promise<LocalStack> => {
  const child = fork(fileURLToPath(new URL('./serve.ts', import.meta.url)), [assemblyDir], {
    execArgv: ['--no-warnings', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as Omit<LocalStack, 'stop'>),
    ended.then(([code]) => Promise.reject(new Error(`the local runtime ended with ${code}`))),
  ]);
  return {
    ...ready,
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
};
