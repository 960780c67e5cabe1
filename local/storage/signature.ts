import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { accessDenied, StorageFault } from './storage-fault.ts';

/** A request as it came: the path as it stood on the wire, and headers by their names in lower case. */
export interface SignedRequest {
  readonly method: string;
  readonly path: string;
  /** Without the question mark. */
  readonly query: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** The secret of every key of this runtime. */
const secret = 'local';
const algorithm = 'AWS4-HMAC-SHA256';
/** ms by which the clock of who signs a header may differ (S3). */
const skewMs = 15 * 60_000;
/** Seconds that an address lives at the most (Signature Version 4). */
const longestSeconds = 604_800;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Percent-encoding as RFC 3986 has it. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new StorageFault(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
};

/** The parameters of a query, decoded, each name once. */
export const readQuery = (query: string): ReadonlyMap<string, string> =>
  new Map(
    query
      .split('&')
      .filter(Boolean)
      .map((pair) => {
        const [name = '', ...value] = pair.split('=');
        return [decode(name), decode(value.join('='))];
      }),
  );

const timeOf = (stamp: string): number =>
  Date.parse(stamp.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));

/** What a request says of its signature, in its query or in its header. */
const readClaim = (headers: SignedRequest['headers'], query: ReadonlyMap<string, string>, now: number) => {
  const header = String(headers.authorization ?? '');
  if (query.has('X-Amz-Signature')) {
    const stamp = query.get('X-Amz-Date') ?? '';
    const seconds = Number(query.get('X-Amz-Expires'));
    if (query.get('X-Amz-Algorithm') !== algorithm || !(seconds > 0 && seconds <= longestSeconds))
      throw new StorageFault(
        400,
        'AuthorizationQueryParametersError',
        'Query-string authentication is malformed.',
      );
    if (!(timeOf(stamp) - skewMs <= now && now <= timeOf(stamp) + seconds * 1000))
      throw accessDenied('Request has expired');
    return {
      credential: query.get('X-Amz-Credential') ?? '',
      signed: query.get('X-Amz-SignedHeaders') ?? '',
      signature: query.get('X-Amz-Signature') ?? '',
      stamp,
      payload: 'UNSIGNED-PAYLOAD',
    };
  }
  const stamp = String(headers['x-amz-date'] ?? '');
  const part = (name: string) => new RegExp(`\\b${name}=([^,\\s]+)`).exec(header)?.[1] ?? '';
  if (!header.startsWith(`${algorithm} `)) throw accessDenied();
  if (!(Math.abs(now - timeOf(stamp)) <= skewMs))
    throw new StorageFault(403, 'RequestTimeTooSkewed', 'The difference between the times is too large.');
  return {
    credential: part('Credential'),
    signed: part('SignedHeaders'),
    signature: part('Signature'),
    stamp,
    payload: String(headers['x-amz-content-sha256'] ?? ''),
  };
};

/**
 * Verifies the AWS Signature Version 4 of a request to S3, of its query or its header
 * (https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html). Answers whose key it is.
 *
 * @param now ms since the epoch
 * @throws StorageFault where it is not signed, signed for another time, or another request was signed
 */
export const verifySignature = (request: SignedRequest, now: number): string => {
  const { method, path, headers } = request;
  const query = readQuery(request.query);
  const { credential, signed, signature, stamp, payload } = readClaim(headers, query, now);
  const [accessKeyId = '', day = '', region = '', service = '', end = ''] = credential.split('/');
  const names = signed.split(';');
  const canonical = [
    method,
    path,
    [...query]
      .filter(([name]) => name !== 'X-Amz-Signature')
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .sort()
      .join('&'),
    ...names.map(
      (name) =>
        `${name}:${String(headers[name] ?? '')
          .trim()
          .replace(/ +/g, ' ')}`,
    ),
    '',
    signed,
    payload,
  ].join('\n');
  const scope = `${day}/${region}/${service}/${end}`;
  const key = [day, region, service, end].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const expected = hmac(key, [algorithm, stamp, scope, sha256(canonical)].join('\n')).toString('hex');
  const isSame =
    expected.length === signature.length && timingSafeEqual(Buffer.from(expected), Buffer.from(signature));
  if (!isSame || !names.includes('host') || service !== 's3' || !stamp.startsWith(day))
    throw new StorageFault(
      403,
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  return accessKeyId;
};
