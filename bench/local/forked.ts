import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A local runtime in another process. */
export interface Forked<Told> {
  readonly child: ChildProcess;
  /** What it told first: that it serves, and where. */
  readonly told: Told;
  /** Ends it as it ends itself, and waits until it is gone. */
  stop(): Promise<void>;
}

/**
 * Starts a module of this project that serves a local runtime and then says so to who forked it.
 *
 * @throws when its process ends before it serves
 */
export const forkRuntime = async <Told>(module: URL, args: readonly string[]): Promise<Forked<Told>> => {
  const child = fork(fileURLToPath(module), args, {
    execArgv: ['--no-warnings', '--import', 'tsx'],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const told = await Promise.race([
    once(child, 'message').then(([message]) => message as Told),
    gone.then(([code]) => Promise.reject(new Error(`the local runtime ended with ${code}`))),
  ]);
  return {
    child,
    told,
    stop: async () => {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
};

/** In the forked process: stops what it serves and ends once who forked it lets go of it or is gone. */
export const endWithForker = (stop: () => Promise<void>): void => {
  process.on('disconnect', () => {
    setTimeout(() => process.exit(1), 5_000).unref();
    void stop().then(() => process.exit(0));
  });
};
