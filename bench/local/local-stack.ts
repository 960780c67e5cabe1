import { forkRuntime } from './forked.ts';

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
  const module = new URL('./serve.ts', import.meta.url);
  const { told, stop } = await forkRuntime<Omit<LocalStack, 'stop'>>(module, [assemblyDir]);
  return { ...told, stop };
};
