import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FunctionSpec } from './function-spec.ts';
import { type FunctionError, type InvocationResult, payloadLimitBytes } from './invocation.ts';

/** Milliseconds that a cold start may take (Lambda quota for the init phase). */
const initLimitMs = 10_000;
const entry = new URL('./worker-entry.mjs', import.meta.url);

type FromWorker =
  | { type: 'ready' }
  | { type: 'init-error'; error: FunctionError }
  | { type: 'result'; id: string; payload: string }
  | { type: 'error'; id: string; error: FunctionError };

/** One execution environment: a worker thread with its own globals, modules and environment variables. */
export interface Environment {
  /** False once it crashed, timed out or was stopped: it takes no further invocation. */
  alive(): boolean;
  /** Runs one invocation on an event's JSON; the caller sees to it that only one runs at a time. */
  invoke(payload: string): Promise<InvocationResult>;
  /** Ends it in the midst of what it does, as an environment that is out of memory ends. */
  crash(): void;
  stop(): Promise<void>;
}

/**
 * Starts an environment; its first invocation waits for the bundle to load (the cold start).
 *
 * @param log receives each line the function prints
 * @param coldStartMs what a cold start takes at the least: on AWS an environment is found and its code fetched first
 */
export const startEnvironment = (
  spec: FunctionSpec,
  log: (line: string) => void,
  coldStartMs = 0,
): Environment => {
  const prepared = delay(coldStartMs, undefined, { ref: false });
  const worker = new Worker(entry, {
    workerData: { dir: spec.dir, handler: spec.handler },
    env: { ...spec.env },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: spec.memoryMb },
  });
  const logLines = (stream: Readable) => createInterface({ input: stream }).on('line', log);
  logLines(worker.stdout);
  logLines(worker.stderr);

  let alive = true;
  let die: (error: FunctionError) => void = () => {};
  const death = new Promise<FunctionError>((resolve) => {
    die = (error) => {
      alive = false;
      resolve(error);
    };
  });
  let listen: (message: FromWorker) => void = () => {};
  const loaded = new Promise<void>((resolve) => {
    worker.on('message', (message: FromWorker) => {
      if (message.type === 'ready') resolve();
      else if (message.type === 'init-error') die(message.error);
      else listen(message);
    });
  });
  const ready = Promise.all([loaded, prepared]).then(() => undefined);
  worker.on('error', (error: unknown) => {
    const known = error instanceof Error ? error : new Error(String(error));
    die({ errorType: known.name, errorMessage: known.message, trace: (known.stack ?? '').split('\n') });
  });
  worker.on('exit', (code) =>
    die({ errorType: 'Runtime.ExitError', errorMessage: `Runtime exited with error: exit status ${code}` }),
  );

  const within = async <T>(work: Promise<T>, ms: number): Promise<T | 'late'> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), ms);
    });
    try {
      return await Promise.race([work, late]);
    } finally {
      clearTimeout(timer);
    }
  };

  const timedOut = async (id: string, ms: number): Promise<InvocationResult> => {
    const seconds = (ms / 1000).toFixed(2);
    alive = false;
    await worker.terminate();
    const errorMessage = `${new Date().toISOString()} ${id} Task timed out after ${seconds} seconds`;
    return { ok: false, error: { errorType: 'Sandbox.Timedout', errorMessage } };
  };

  return {
    alive: () => alive,
    async invoke(payload) {
      const id = randomUUID();
      const failed = death.then((error): InvocationResult => ({ ok: false, error }));
      const started = await within(Promise.race([ready, failed]), initLimitMs);
      if (started === 'late') return timedOut(id, initLimitMs);
      if (started) {
        void worker.terminate();
        return started;
      }
      const answer = new Promise<InvocationResult>((resolve) => {
        listen = (message) => {
          if (message.type === 'error') resolve({ ok: false, error: message.error });
          else if (message.type === 'result') resolve(parsePayload(message.payload));
        };
      });
      worker.postMessage({
        id,
        payload,
        deadline: Date.now() + spec.timeoutMs,
        context: contextOf(spec, id),
      });
      const outcome = await within(Promise.race([answer, failed]), spec.timeoutMs);
      return outcome === 'late' ? timedOut(id, spec.timeoutMs) : outcome;
    },
    crash: () => void worker.terminate(),
    async stop() {
      alive = false;
      await worker.terminate();
    },
  };
};

const parsePayload = (payload: string): InvocationResult => {
  const size = Buffer.byteLength(payload);
  if (size > payloadLimitBytes) {
    const errorMessage = `Response payload size (${size} bytes) exceeded maximum allowed payload size (${payloadLimitBytes} bytes).`;
    return { ok: false, error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
  }
  return { ok: true, payload: JSON.parse(payload) };
};

const contextOf = (spec: FunctionSpec, awsRequestId: string) => {
  return {
    awsRequestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: spec.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: spec.arn,
    memoryLimitInMB: String(spec.memoryMb),
    logGroupName: `/aws/lambda/${spec.name}`,
    logStreamName: 'local',
  };
};
