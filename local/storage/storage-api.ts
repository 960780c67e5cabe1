import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Access } from '../access/access.ts';
import { readBody } from '../http/read-body.ts';
import type { Bucket } from './buckets.ts';
import type { ObjectHead, Objects } from './objects.ts';
import { readQuery, verifySignature } from './signature.ts';
import { accessDenied, StorageFault } from './storage-fault.ts';

/** What serves S3 on this machine. */
export interface Storage {
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly objects: Objects;
  readonly access: Access;
}

/** Where the runtime serves it. */
export const storagePath = '/_s3/';

const bodyLimitBytes = 64 * 1024 * 1024;
const storedHeaders = ['content-type', 'content-disposition', 'cache-control', 'content-encoding'];

/** Here a bucket has the origin of the console, which on AWS it has not: nothing in it may run as a page of it. */
const sameOrigin = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': "sandbox; default-src 'none'",
};

/** What a request speaks of. */
interface Target {
  readonly bucket: Bucket;
  readonly key: string;
  readonly method: string;
  readonly query: ReadonlyMap<string, string>;
  readonly message: IncomingMessage;
  /** Throws where the caller's role does not allow an action. */
  readonly require: (action: string, bucket: Bucket, key: string) => void;
  readonly may: (action: string, bucket: Bucket, key: string) => boolean;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | string;
}

const escapeXml = (text: string): string => text.replace(/[<>&'"]/g, (c) => `&#${c.charCodeAt(0)};`);
const xml = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
});

const header = (message: IncomingMessage, name: string): string => String(message.headers[name] ?? '');

const matches = (pattern: string, text: string): boolean =>
  pattern === '*' || pattern.toLowerCase() === text.toLowerCase();

/** What a page of another origin may do, by the bucket's own rules; nothing where none fits. */
const corsHeaders = (bucket: Bucket, message: IncomingMessage, method: string): Record<string, string> => {
  const origin = header(message, 'origin');
  const asked = header(message, 'access-control-request-headers')
    .split(',')
    .map((name) => name.trim());
  const rule = bucket.cors.find(
    ({ AllowedOrigins, AllowedMethods, AllowedHeaders = [] }) =>
      AllowedOrigins.some((pattern) => matches(pattern, origin)) &&
      AllowedMethods.includes(method) &&
      asked.every((name) => name === '' || AllowedHeaders.some((pattern) => matches(pattern, name))),
  );
  if (origin === '' || rule === undefined) return {};
  return {
    'access-control-allow-origin': rule.AllowedOrigins.includes('*') ? '*' : origin,
    'access-control-allow-methods': rule.AllowedMethods.join(', '),
    ...(asked.join('') === '' ? {} : { 'access-control-allow-headers': asked.join(', ') }),
    ...(rule.MaxAge === undefined ? {} : { 'access-control-max-age': String(rule.MaxAge) }),
  };
};

/** An object that is there. One who may not list a bucket learns of what is missing no more than that it is forbidden. */
const existing = (storage: Storage, { bucket, may }: Target, key: string): ObjectHead => {
  const head = storage.objects.head(bucket.name, key);
  if (head !== undefined) return head;
  if (!may('ListBucket', bucket, '')) throw accessDenied();
  throw new StorageFault(404, 'NoSuchKey', 'The specified key does not exist.');
};

const put = async (storage: Storage, { bucket, key, message, require }: Target): Promise<Answer> => {
  require('PutObject', bucket, key);
  const bytes = await readBody(message, bodyLimitBytes);
  if (bytes === undefined) throw new StorageFault(400, 'EntityTooLarge', 'The upload is too large.');
  const md5 = header(message, 'content-md5');
  if (md5 !== '' && md5 !== createHash('md5').update(bytes).digest('base64'))
    throw new StorageFault(400, 'BadDigest', 'The Content-MD5 you specified did not match what we received.');
  const headers = Object.fromEntries(
    storedHeaders.flatMap((name) => (header(message, name) === '' ? [] : [[name, header(message, name)]])),
  );
  const { etag } = await storage.objects.put({ bucket: bucket.name, key, headers }, bytes);
  return { status: 200, headers: { etag } };
};

const copy = async (storage: Storage, target: Target): Promise<Answer> => {
  const { bucket, key, message, require } = target;
  const source = decodeURIComponent(header(message, 'x-amz-copy-source')).replace(/^\//, '');
  const from = storage.buckets.get(source.slice(0, source.indexOf('/')));
  const fromKey = source.slice(source.indexOf('/') + 1);
  if (from === undefined) throw accessDenied();
  require('GetObject', from, fromKey);
  require('PutObject', bucket, key);
  const head = existing(storage, { ...target, bucket: from }, fromKey);
  const wanted = header(message, 'x-amz-copy-source-if-match');
  if (wanted !== '' && wanted !== head.etag)
    throw new StorageFault(412, 'PreconditionFailed', 'At least one of the preconditions did not hold.');
  const bytes = await storage.objects.read(head);
  const made = await storage.objects.put({ bucket: bucket.name, key, headers: head.headers }, bytes);
  const modified = new Date(made.modified).toISOString();
  return xml(
    200,
    `<CopyObjectResult><ETag>${escapeXml(made.etag)}</ETag><LastModified>${modified}</LastModified></CopyObjectResult>`,
  );
};

const get = async (storage: Storage, target: Target): Promise<Answer> => {
  const { bucket, key, message, query, require, method } = target;
  require('GetObject', bucket, key);
  const head = existing(storage, target, key);
  const overrides = [...query].flatMap(([name, value]) =>
    name.startsWith('response-') ? [[name.slice('response-'.length), value]] : [],
  );
  const headers = {
    ...head.headers,
    ...Object.fromEntries(overrides),
    etag: head.etag,
    'last-modified': new Date(head.modified).toUTCString(),
    'accept-ranges': 'bytes',
  };
  const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(header(message, 'range')) ?? [];
  const bytes = method === 'HEAD' ? undefined : await storage.objects.read(head);
  if (first === undefined)
    return {
      status: 200,
      headers: { ...headers, 'content-length': String(head.size) },
      ...(bytes && { body: bytes }),
    };
  const from = Number(first);
  if (from >= head.size)
    throw new StorageFault(416, 'InvalidRange', 'The requested range is not satisfiable.');
  const to = Math.min(last === '' || last === undefined ? head.size : Number(last) + 1, head.size);
  return {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${from}-${to - 1}/${head.size}`,
      'content-length': String(to - from),
    },
    ...(bytes && { body: bytes.subarray(from, to) }),
  };
};

const list = (storage: Storage, { bucket, query, require }: Target): Answer => {
  require('ListBucket', bucket, '');
  const found = storage.objects.list(bucket.name, query.get('prefix') ?? '');
  const contents = found.map(
    ({ key, size, etag, modified }) =>
      `<Contents><Key>${escapeXml(key)}</Key><Size>${size}</Size><ETag>${escapeXml(etag)}</ETag>` +
      `<LastModified>${new Date(modified).toISOString()}</LastModified></Contents>`,
  );
  return xml(
    200,
    `<ListBucketResult><Name>${escapeXml(bucket.name)}</Name><KeyCount>${found.length}</KeyCount>` +
      `<IsTruncated>false</IsTruncated>${contents.join('')}</ListBucketResult>`,
  );
};

const act = async (storage: Storage, target: Target): Promise<Answer> => {
  const { method, key, message, query } = target;
  if (key === '') {
    if (method === 'GET' && query.get('list-type') === '2') return list(storage, target);
  } else if (method === 'PUT')
    return header(message, 'x-amz-copy-source') === '' ? put(storage, target) : copy(storage, target);
  else if (method === 'GET' || method === 'HEAD') return get(storage, target);
  else if (method === 'DELETE') {
    target.require('DeleteObject', target.bucket, key);
    await storage.objects.delete(target.bucket.name, key);
    return { status: 204 };
  }
  throw new StorageFault(501, 'NotImplemented', 'This call of S3 is not served locally.');
};

/** The caller's rights, once the signature is verified. */
const authorized = (storage: Storage, message: IncomingMessage, path: string, query: string) => {
  const { method = '', headers } = message;
  const accessKeyId = verifySignature({ method, path, query, headers }, Date.now());
  const denial = (action: string, { arn }: Bucket, key: string) =>
    storage.access.denial(accessKeyId, [
      { action: `s3:${action}`, resource: key === '' ? arn : `${arn}/${key}` },
    ]);
  return {
    may: (action: string, bucket: Bucket, key: string) => denial(action, bucket, key) === undefined,
    require: (action: string, bucket: Bucket, key: string) => {
      const denied = denial(action, bucket, key);
      if (denied !== undefined) throw accessDenied(denied);
    },
  };
};

/**
 * Answers the part of S3 that the functions and the addresses that they sign use, as S3 does: every request is signed,
 * the role of who signed decides, and what a page of another origin may do is for the bucket's rules.
 */
export const serveStorage = async (
  storage: Storage,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  const { method = '', url = '' } = message;
  const [path = '', query = ''] = url.split('?', 2);
  let cors: Record<string, string> = {};
  const answer = await (async () => {
    const [name = '', ...rest] = path.slice(storagePath.length).split('/');
    const bucket = storage.buckets.get(name);
    if (bucket === undefined)
      throw new StorageFault(404, 'NoSuchBucket', 'The specified bucket does not exist.');
    cors = corsHeaders(bucket, message, header(message, 'access-control-request-method') || method);
    if (method === 'OPTIONS') {
      if (Object.keys(cors).length > 0) return { status: 200 };
      throw accessDenied('CORSResponse: This CORS request is not allowed.');
    }
    const rights = authorized(storage, message, path, query);
    const key = decodeURIComponent(rest.join('/'));
    return act(storage, { bucket, key, method, query: readQuery(query), message, ...rights });
  })().catch((error: unknown): Answer => {
    if (!(error instanceof StorageFault)) throw error;
    return xml(
      error.status,
      `<Error><Code>${error.code}</Code><Message>${escapeXml(error.message)}</Message></Error>`,
    );
  });
  response.writeHead(answer.status, { ...cors, ...answer.headers, ...sameOrigin });
  response.end(method === 'HEAD' ? undefined : answer.body);
};

/** Deletes what the buckets' rules let expire. */
export const expireObjects = async ({ buckets, objects }: Storage, now: number): Promise<void> => {
  for (const { name, expiries } of buckets.values())
    for (const { prefix, days } of expiries)
      for (const { key, modified } of objects.list(name, prefix))
        if (modified + days * 86_400_000 <= now) await objects.delete(name, key);
};
