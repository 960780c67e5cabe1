import type { StreamSink } from '../lambda/invocation.ts';
import type { HttpAnswer } from './gateway-response.ts';
import type { HttpRequest } from './http-request.ts';
import { outgoing, proxyHeaders } from './proxy-response.ts';

/** Bytes of metadata that API Gateway reads before it gives up on finding the delimiter. */
const PRELUDE_LIMIT_BYTES = 16 * 1024;
const DELIMITER = Buffer.alloc(8);

/** Where a streamed answer goes. */
export interface StreamTarget {
  head(answer: Omit<HttpAnswer, 'body'>): void;
  write(bytes: Uint8Array): void;
  end(): void;
}

/**
 * Sink for a streaming function: reads the prelude (status and headers as JSON, then eight zero bytes) and
 * passes the body on as it comes.
 *
 * @param malformed called instead of `head` when the stream has no valid prelude
 */
export function streamedResponse(
  request: HttpRequest,
  target: StreamTarget,
  malformed: () => void,
): StreamSink {
  let prelude: Buffer | undefined = Buffer.alloc(0);
  let broken = false;
  const fail = () => {
    broken = true;
    prelude = undefined;
    malformed();
  };
  return {
    contentType: () => {},
    chunk(bytes) {
      if (broken) return;
      if (prelude === undefined) return target.write(bytes);
      prelude = Buffer.concat([prelude, bytes]);
      const at = prelude.indexOf(DELIMITER);
      if (at < 0) {
        if (prelude.length > PRELUDE_LIMIT_BYTES) fail();
        return;
      }
      const head = parsePrelude(request, prelude.subarray(0, at));
      const rest = prelude.subarray(at + DELIMITER.length);
      if (!head) return fail();
      prelude = undefined;
      target.head(head);
      if (rest.length > 0) target.write(rest);
    },
    end() {
      if (broken) return;
      if (prelude !== undefined) fail();
      else target.end();
    },
  };
}

function parsePrelude(request: HttpRequest, bytes: Buffer): Omit<HttpAnswer, 'body'> | undefined {
  try {
    const metadata = JSON.parse(bytes.toString('utf8')) as { statusCode?: number; headers?: unknown };
    const headers = proxyHeaders(metadata);
    if (!headers) return undefined;
    return { statusCode: metadata.statusCode ?? 200, headers: outgoing(request, headers) };
  } catch {
    return undefined;
  }
}
