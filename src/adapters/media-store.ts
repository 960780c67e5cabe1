import { env } from '../contract/env.ts';
import { limits } from '../contract/limits.ts';
import type { Right } from '../contract/rights.ts';
import type { ConversationKey } from '../domain/head/head.ts';
import type { Clock } from '../domain/shared/clock.ts';
import type { MediaStore, Uploader } from '../domain/transcript/media.ts';
import type { Media } from '../domain/transcript/message.ts';
import { type BucketCalls, bucketOf, S3Refusal } from './bucket.ts';
import { isLike, sniffedBytes } from './media-kinds.ts';
import { clock, environment, lazy, ownAccess, port } from './port.ts';

/** Ids may hold characters that a path gives a meaning to. */
const encode = (id: string): string => Buffer.from(id).toString('base64url');
const waiting = ({ tenantId, userId }: Uploader, mediaId: string): string =>
  `waiting/${encode(tenantId)}/${encode(userId)}/${encode(mediaId)}`;
const kept = (key: ConversationKey, mediaId: string): string => `${keptBy(key)}${encode(mediaId)}`;
const keptBy = ({ tenantId, conversationId }: ConversationKey): string =>
  `kept/${encode(tenantId)}/${encode(conversationId)}/`;
/** Where all files of a tenant are. */
export const filePrefixes = (tenantId: string): readonly string[] =>
  ['kept', 'waiting'].map((folder) => `${folder}/${encode(tenantId)}/`);

/** A name as the header of a download says it (RFC 6266, RFC 8187). */
const disposition = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
const nameIn = (header: string | undefined): string =>
  decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(header ?? '')?.[1] ?? 'file');

/** Answers undefined for some refusals, and throws any other error on. */
const unless =
  (...statuses: readonly number[]) =>
  (error: unknown): undefined => {
    if (error instanceof S3Refusal && statuses.includes(error.status)) return undefined;
    throw error;
  };

/** A role that may not list a bucket is told that what is missing is forbidden (S3 GetObject). */
const absent = unless(403, 404);

/** What a file's own headers say of it. */
const described = ({ headers }: Response) => ({
  name: nameIn(headers.get('content-disposition') ?? undefined),
  mime: headers.get('content-type') ?? '',
});

/** What the elements of a name hold in an answer of S3; no key of ours has a character that XML would escape. */
const elements = (xml: string, name: string): readonly string[] =>
  [...xml.matchAll(new RegExp(`<${name}>([^<]*)</${name}>`, 'g'))].map(([, text = '']) => text);

/** Every key with a prefix, page by page (S3 ListObjectsV2). */
async function* keysIn(bucket: BucketCalls, prefix: string): AsyncGenerator<string, undefined> {
  let next: string | undefined;
  do {
    const query = { 'list-type': '2', prefix, ...(next === undefined ? {} : { 'continuation-token': next }) };
    const page = await (await bucket.call('GET', '', { query })).text();
    yield* elements(page, 'Key');
    [next] = elements(page, 'NextContinuationToken');
  } while (next !== undefined);
  return undefined;
}

/** What the store needs of the platform. */
interface Platform {
  readonly bucket: () => BucketCalls;
  readonly clock: Clock;
}

/**
 * Files in one bucket: `waiting/` holds uploads, which the bucket's lifecycle deletes after a day; `kept/` the files of
 * conversations. An upload's address signs the size, the type and the name, so that S3 refuses anything else.
 */
export const s3MediaStore = ({ bucket, clock }: Platform): MediaStore => ({
  async offer(by, { id, name, mime, bytes, contentMd5 }) {
    const now = clock.now();
    const headers = {
      'Content-Type': mime,
      'Content-Disposition': disposition(name),
      ...(contentMd5 === undefined ? {} : { 'Content-MD5': contentMd5 }),
    };
    const url = await bucket().sign('PUT', waiting(by, id), {
      now,
      forMs: limits.mediaUploadMs,
      headers: { ...headers, 'Content-Length': String(bytes) },
    });
    return { url, expires: now + limits.mediaUploadMs, headers };
  },

  async uploaded(by, mediaId) {
    const range = { headers: { Range: `bytes=0-${sniffedBytes - 1}` } };
    const found = await bucket().call('GET', waiting(by, mediaId), range).catch(absent);
    if (found === undefined) return undefined;
    const { name, mime } = described(found);
    const { headers } = found;
    if (!isLike(mime, new Uint8Array(await found.arrayBuffer()))) return 'unlike';
    const bytes = Number(
      /\/(\d+)$/.exec(headers.get('content-range') ?? '')?.[1] ?? headers.get('content-length'),
    );
    return { id: mediaId, name, mime, bytes, version: headers.get('etag') ?? '' };
  },

  async keep(by, { id, version }, key) {
    const files = bucket();
    const headers = {
      'x-amz-copy-source': `${files.name}/${waiting(by, id)}`,
      'x-amz-copy-source-if-match': version,
    };
    // Refused where what was to be copied is another object by now.
    const copied = await files.call('PUT', kept(key, id), { headers }).catch(unless(412));
    // S3 may find out that it cannot copy once it has begun to answer 200 (S3 CopyObject).
    if (copied !== undefined && !(await copied.text()).includes('<CopyObjectResult'))
      throw new S3Refusal(500);
    return copied !== undefined;
  },

  async store(key, { id, name, mime }, bytes) {
    if (!isLike(mime, bytes.subarray(0, sniffedBytes))) return false;
    const headers = { 'Content-Type': mime, 'Content-Disposition': disposition(name) };
    await bucket().call('PUT', kept(key, id), { headers, body: bytes });
    return true;
  },

  async read(key, mediaId, forMs) {
    const at = kept(key, mediaId);
    const found = await bucket().call('HEAD', at).catch(absent);
    if (found === undefined) return undefined;
    const file: Media = {
      id: mediaId,
      ...described(found),
      bytes: Number(found.headers.get('content-length')),
    };
    const now = clock.now();
    const query = { 'response-cache-control': `private,max-age=${forMs / 1000}` };
    return { ...file, url: await bucket().sign('GET', at, { now, forMs, query }), expires: now + forMs };
  },

  async erase(key) {
    for await (const found of keysIn(bucket(), keptBy(key))) await bucket().call('DELETE', found);
  },
});

const files = lazy(() => bucketOf(environment(env.mediaBucket), ownAccess('AWS_ENDPOINT_URL_S3')));

const on = (part: '' | '/waiting/*' | '/kept/*', ...actions: readonly string[]): Right => ({
  on: 'media',
  actions: actions.map((action) => `s3:${action}`),
  ...(part === '' ? {} : { part }),
});

/** The port of files, with the rights of each method; an address grants what its maker may. */
export const media = port('media', () => s3MediaStore({ bucket: files, clock }), {
  offer: [on('/waiting/*', 'PutObject')],
  uploaded: [on('/waiting/*', 'GetObject')],
  keep: [on('/waiting/*', 'GetObject'), on('/kept/*', 'PutObject')],
  store: [on('/kept/*', 'PutObject')],
  read: [on('/kept/*', 'GetObject')],
  erase: [on('', 'ListBucket'), on('/kept/*', 'DeleteObject')],
});
