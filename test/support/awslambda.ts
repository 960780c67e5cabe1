import { Writable } from 'node:stream';

/** The response stream that Lambda hands to a streaming handler, as far as a test looks at it. */
export class ResponseStream extends Writable {
  prelude: { statusCode?: number; headers?: Record<string, string> } = {};
  body = '';

  override _write(chunk: Buffer | string, _encoding: BufferEncoding, done: () => void): void {
    this.body += chunk.toString();
    done();
  }
}

/** Puts Lambda's global for streaming handlers in place: it must stand before such a handler is imported. */
export const provideAwsLambda = (): void => {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: <H>(handler: H): H => handler,
      HttpResponseStream: {
        from: (stream: ResponseStream, prelude: ResponseStream['prelude']): ResponseStream => {
          stream.prelude = prelude;
          return stream;
        },
      },
    },
  });
};
