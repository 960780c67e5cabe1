import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { env } from '../contract/env.ts';
import { limits } from '../contract/limits.ts';
import type { Right } from '../contract/rights.ts';
import type { ConversationKey } from '../domain/head/head.ts';
import type { Clock } from '../domain/shared/clock.ts';
import type { MediaStore, Uploader } from '../domain/transcript/media.ts';
import type { Media } from '../domain/transcript/message.ts';
import { isLike, sniffedBytes } from './media-kinds.ts';
import { clock, environment, port } from './port.ts';

/** Ids may hold characters that a path gives a meaning to. */
const encode = (id: string): string => Buffer.from(id).toString('base64url');
const waiting = ({ tenantId, userId }: Uploader, mediaId: string): string =>
  `waiting/${encode(tenantId)}/${encode(userId)}/${encode(mediaId)}`;
const kept = (key: ConversationKey, mediaId: string): string => `${keptBy(key)}${encode(mediaId)}`;
const keptBy = ({ tenantId, conversationId }: ConversationKey): string =>
  `kept/${encode(tenantId)}/${encode(conversationId)}/`;

/** A name as the header of a download says it (RFC 6266, RFC 8187). */
const disposition = (name: string): string =>
  `attachment; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)}`;
const nameIn = (header: string | undefined): string =>
  decodeURIComponent(/filename\*=UTF-8''(.+)$/.exec(header ?? '')?.[1] ?? 'file');

/** An error that S3 answered. */
const Answered = z.looseObject({ $metadata: z.looseObject({ httpStatusCode: z.number() }) });

const statusOf = (error: unknown): number | undefined =>
  Answered.safeParse(error).data?.$metadata.httpStatusCode;

/** A role that may not list a bucket is told that what is missing is forbidden (S3 GetObject). */
const absent = (error: unknown): undefined => {
  const status = statusOf(error);
  if (status === 404 || status === 403) return undefined;
  throw error;
};

/** What was to be copied is another object by now. */
const changed = (error: unknown): undefined => {
  if (statusOf(error) === 412) return undefined;
  throw error;
};

/** The SDK is loaded when a file is first touched: a message without one does not wait for it. */
const load = async () => (await import('./s3-client.ts')).s3;

/** What the store needs of the platform. */
interface Platform {
  readonly client: () => Promise<S3Client>;
  readonly Bucket: string;
  readonly clock: Clock;
}

/**
 * Files in one bucket: `waiting/` holds uploads, which the bucket's lifecycle deletes after a day; `kept/` the files of
 * conversations. An upload's address signs the size, the type and the name, so that S3 refuses anything else.
 */
export const s3MediaStore = ({ client, Bucket, clock }: Platform): MediaStore => ({
  async offer(by, { id, name, mime, bytes, contentMd5 }) {
    const s3 = await load();
    const expires = clock.now() + limits.mediaUploadMs;
    const command = new s3.PutObjectCommand({
      Bucket,
      Key: waiting(by, id),
      ContentType: mime,
      ContentLength: bytes,
      ContentDisposition: disposition(name),
      ...(contentMd5 === undefined ? {} : { ContentMD5: contentMd5 }),
    });
    const url = await s3.getSignedUrl(await client(), command, {
      expiresIn: limits.mediaUploadMs / 1000,
      signableHeaders: new Set([
        'host',
        'content-type',
        'content-length',
        'content-disposition',
        'content-md5',
      ]),
    });
    const headers = {
      'Content-Type': mime,
      'Content-Disposition': disposition(name),
      ...(contentMd5 === undefined ? {} : { 'Content-MD5': contentMd5 }),
    };
    return { url, expires, headers };
  },

  async uploaded(by, mediaId) {
    const s3 = await load();
    const Key = waiting(by, mediaId);
    const get = new s3.GetObjectCommand({ Bucket, Key, Range: `bytes=0-${sniffedBytes - 1}` });
    const found = await (await client()).send(get).catch(absent);
    if (found?.Body === undefined) return undefined;
    const mime = found.ContentType ?? '';
    if (!isLike(mime, await found.Body.transformToByteArray())) return 'unlike';
    const bytes = Number(/\/(\d+)$/.exec(found.ContentRange ?? '')?.[1] ?? found.ContentLength);
    const name = nameIn(found.ContentDisposition);
    return { id: mediaId, name, mime, bytes, version: found.ETag ?? '' };
  },

  async keep(by, { id, version }, key) {
    const s3 = await load();
    const copy = new s3.CopyObjectCommand({
      Bucket,
      Key: kept(key, id),
      CopySource: `${Bucket}/${waiting(by, id)}`,
      CopySourceIfMatch: version,
    });
    const copied = await (await client()).send(copy).catch(changed);
    return copied !== undefined;
  },

  async read(key, mediaId, forMs) {
    const s3 = await load();
    const at = { Bucket, Key: kept(key, mediaId) };
    const s3client = await client();
    const found = await s3client.send(new s3.HeadObjectCommand(at)).catch(absent);
    if (found === undefined) return undefined;
    const file: Media = {
      id: mediaId,
      name: nameIn(found.ContentDisposition),
      mime: found.ContentType ?? '',
      bytes: found.ContentLength ?? 0,
    };
    const expiresIn = forMs / 1000;
    const command = new s3.GetObjectCommand({ ...at, ResponseCacheControl: `private, max-age=${expiresIn}` });
    const url = await s3.getSignedUrl(s3client, command, { expiresIn });
    return { ...file, url, expires: clock.now() + forMs };
  },

  async erase(key) {
    const s3 = await load();
    const s3client = await client();
    const pages = s3.paginateListObjectsV2({ client: s3client }, { Bucket, Prefix: keptBy(key) });
    for await (const { Contents = [] } of pages)
      for (const { Key } of Contents) await s3client.send(new s3.DeleteObjectCommand({ Bucket, Key }));
  },
});

let made: Promise<S3Client> | undefined;

/** The one S3 client of an environment. Checksums that an upload's address would fix for an empty body are left out. */
const client = (): Promise<S3Client> => {
  made ??= load().then((s3) => new s3.S3Client({ requestChecksumCalculation: 'WHEN_REQUIRED' }));
  return made;
};

const on = (part: '' | '/waiting/*' | '/kept/*', ...actions: readonly string[]): Right => ({
  on: 'media',
  actions: actions.map((action) => `s3:${action}`),
  ...(part === '' ? {} : { part }),
});

/** The port of files, with the rights of each method; an address grants what its maker may. */
export const media = port(
  'media',
  () => s3MediaStore({ client, Bucket: environment(env.mediaBucket), clock }),
  {
    offer: [on('/waiting/*', 'PutObject')],
    uploaded: [on('/waiting/*', 'GetObject')],
    keep: [on('/waiting/*', 'GetObject'), on('/kept/*', 'PutObject')],
    read: [on('/kept/*', 'GetObject')],
    erase: [on('', 'ListBucket'), on('/kept/*', 'DeleteObject')],
  },
);
