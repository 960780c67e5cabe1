/**
 * Follows the frame headers in a client's byte stream (RFC 6455, section 5.2), because the WebSocket
 * library tells messages only and API Gateway's limit is on frames.
 *
 * @param limitBytes payload of one frame
 * @returns a function to feed with each chunk; it answers true at a frame that exceeds the limit
 */
export const createFrameMeter = (limitBytes: number): ((chunk: Buffer) => boolean) => {
  let header = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    let at = 0;
    while (at < chunk.length) {
      if (skip > 0) {
        const step = Math.min(skip, chunk.length - at);
        skip -= step;
        at += step;
        continue;
      }
      header = Buffer.concat([header, chunk.subarray(at, at + 1)]);
      at += 1;
      const size = headerBytes(header);
      if (size === undefined || header.length < size) continue;
      const payload = payloadBytes(header);
      if (payload > limitBytes) return true;
      skip = payload;
      header = Buffer.alloc(0);
    }
    return false;
  };
};

const headerBytes = (header: Buffer): number | undefined => {
  const second = header[1];
  if (second === undefined) return undefined;
  const length = second & 0x7f;
  return 2 + (length === 126 ? 2 : length === 127 ? 8 : 0) + (second & 0x80 ? 4 : 0);
};

const payloadBytes = (header: Buffer): number => {
  const length = (header[1] as number) & 0x7f;
  if (length === 126) return header.readUInt16BE(2);
  return length === 127 ? Number(header.readBigUInt64BE(2)) : length;
};
