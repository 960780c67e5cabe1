import type { IncomingMessage } from 'node:http';

/**
 * Reads a request's body.
 *
 * @param limitBytes above it the rest is read and thrown away
 * @returns undefined when the body exceeds the limit
 */
export const readBody = async (message: IncomingMessage, limitBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= limitBytes) chunks.push(chunk);
  }
  return size > limitBytes ? undefined : Buffer.concat(chunks);
};
