// Runs inside a worker thread, as the Lambda Node.js runtime does inside its microVM: loads the bundle,
// then answers one invocation at a time. Plain JavaScript, so that a worker starts without a loader.
import { existsSync, readFileSync } from 'node:fs';
import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';

const STREAMING = Symbol.for('aws.lambda.runtime.handler.streaming');
const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';

globalThis.awslambda = {
  streamifyResponse(handler) {
    handler[STREAMING] = 'response';
    return handler;
  },
  HttpResponseStream: {
    /** The status and headers travel before the body, ended by eight zero bytes. */
    from(stream, prelude) {
      stream.setContentType(PRELUDE_TYPE);
      stream.write(JSON.stringify(prelude));
      stream.write(new Uint8Array(8));
      return stream;
    },
  },
};

function describe(error) {
  if (error instanceof Error) {
    return { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') };
  }
  return { errorType: typeof error, errorMessage: String(error), trace: [] };
}

function responseStream(id) {
  let size = 0;
  const stream = new Writable({
    write(chunk, encoding, done) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
      size += bytes.length;
      parentPort.postMessage({ type: 'chunk', id, bytes: new Uint8Array(bytes) });
      done();
    },
    final(done) {
      parentPort.postMessage({ type: 'end', id });
      done();
    },
  });
  stream.setContentType = (contentType) => parentPort.postMessage({ type: 'content-type', id, contentType });
  stream.bytesSent = () => size;
  return stream;
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
    if (handler[STREAMING]) {
      await handler(event, responseStream(id), full);
      parentPort.postMessage({ type: 'result', id });
    } else {
      const result = await handler(event, full);
      parentPort.postMessage({ type: 'result', id, payload: JSON.stringify(result) ?? 'null' });
    }
  } catch (error) {
    parentPort.postMessage({ type: 'error', id, error: describe(error) });
  }
});
