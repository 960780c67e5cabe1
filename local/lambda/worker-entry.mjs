// Runs inside a worker thread, as the Lambda Node.js runtime does inside its microVM: loads the bundle,
// then answers one invocation at a time. Plain JavaScript, so that a worker starts without a loader.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';

function describe(error) {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

// Below /var/task there is no package.json, so `.js` is CommonJS there; here the project's own would say otherwise.
Module._extensions['.js'] = (module, filename) => module._compile(readFileSync(filename, 'utf8'), filename);

async function loadHandler() {
  const [file, name] = workerData.handler.split(/\.(?=[^.]+$)/);
  const script = join(workerData.dir, `${file}.js`);
  const loaded = existsSync(script)
    ? createRequire(script)(script)
    : await import(join(workerData.dir, `${file}.mjs`));
  if (typeof loaded[name] === 'function') return loaded[name];
  const error = new Error(`${workerData.handler} is undefined or not exported`);
  error.name = 'Runtime.HandlerNotFound';
  throw error;
}

let handler;
try {
  handler = await loadHandler();
  parentPort.postMessage({ type: 'ready' });
} catch (error) {
  parentPort.postMessage({ type: 'init-error', error: describe(error) });
}

parentPort.on('message', async ({ id, payload, deadline, context }) => {
  const event = JSON.parse(payload);
  const full = { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) };
  try {
    const result = await handler(event, full);
    parentPort.postMessage({ type: 'result', id, payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    parentPort.postMessage({ type: 'error', id, error: describe(error) });
  }
});
