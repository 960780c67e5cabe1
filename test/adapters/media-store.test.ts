import { createHash, randomUUID } from 'node:crypto';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bucketOf } from '../../src/adapters/bucket.ts';
import { s3MediaStore } from '../../src/adapters/media-store.ts';
import { memoryMediaStore } from '../../src/adapters/memory/media-store.ts';
import type { MediaStore } from '../../src/domain/transcript/media.ts';
import { startStorage, type TestStorage } from '../support/storage.ts';

const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const by = { tenantId: 'tenant-a', userId: 'agent-1' };
const aFile = () => ({ id: randomUUID(), name: 'a picture (ü).png', mime: 'image/png', bytes: png.length });
const aConversation = () => ({ tenantId: 'tenant-a', conversationId: randomUUID() });

/** A bucket on the runtime's own S3, in which a role may do everything but list, unless told otherwise. */
const useBucket = (may: (action: string) => boolean = (action) => action !== 's3:ListBucket') => {
  let storage: TestStorage;
  beforeAll(async () => {
    storage = await startStorage('files', may);
  });
  afterAll(() => storage.stop());
  const store = (secretAccessKey = 'local'): MediaStore => {
    const access = { accessKeyId: 'key', secretAccessKey, region: 'us-east-1', endpoint: storage.endpoint };
    return s3MediaStore({ bucket: () => bucketOf('files', access), clock: { now: () => Date.now() } });
  };
  const sdk = () =>
    new S3Client({
      region: 'us-east-1',
      endpoint: storage.endpoint,
      credentials: { accessKeyId: 'key', secretAccessKey: 'local' },
      requestChecksumCalculation: 'WHEN_REQUIRED',
    });
  return { store, sdk, objects: () => storage.objects };
};

/** An id as it stands in an object's key. */
const inKey = (id: string): string => Buffer.from(id).toString('base64url');

const upload = (
  { url, headers }: { readonly url: string; readonly headers: Readonly<Record<string, string>> },
  body: Buffer,
  more: Readonly<Record<string, string>> = {},
) => fetch(url, { method: 'PUT', headers: { ...headers, ...more }, body: new Uint8Array(body) });

describe.each(['in a bucket', 'in memory'])('files %s', (where) => {
  const bucket = useBucket(() => true);
  const memory = memoryMediaStore();
  const store = () => (where === 'in memory' ? memory : bucket.store());
  const put = async (file: ReturnType<typeof aFile>) => {
    const offered = await store().offer(by, file);
    if (where === 'in a bucket') expect((await upload(offered, png)).status).toBe(200);
  };

  test('Given a file that was fetched, when it is put under its conversation, then it is read as it came; one that is not what it is called is not kept', async () => {
    const [file, key] = [aFile(), aConversation()];
    expect(await store().store(key, file, png)).toBe(true);
    expect(await store().store(key, file, png)).toBe(true);
    expect(await store().read(key, file.id, 60_000)).toMatchObject(file);
    const unlike = { ...aFile(), mime: 'application/pdf' };
    expect(await store().store(key, unlike, png)).toBe(false);
    expect(await store().read(key, unlike.id, 60_000)).toBeUndefined();
    await store().erase(key);
    expect(await store().read(key, file.id, 60_000)).toBeUndefined();
  });

  test('Given an upload, when it is kept, then its conversation alone has it, until it is erased', async () => {
    const [file, key, other] = [aFile(), aConversation(), aConversation()];
    expect(await store().uploaded(by, file.id)).toBeUndefined();
    await put(file);
    const found = await store().uploaded(by, file.id);
    expect(found).toEqual({ ...file, version: expect.any(String) });
    if (found === undefined || found === 'unlike') throw new Error('it was not found');
    expect(await store().read(key, file.id, 60_000)).toBeUndefined();
    expect(await store().keep(by, found, key)).toBe(true);
    expect(await store().keep(by, found, key)).toBe(true);
    expect(await store().read(key, file.id, 60_000)).toMatchObject(file);
    for (const foreign of [other, { ...key, tenantId: 'tenant-b' }])
      expect(await store().read(foreign, file.id, 60_000)).toBeUndefined();
    for (const stranger of [
      { ...by, userId: 'agent-2' },
      { ...by, tenantId: 'tenant-b' },
    ])
      expect(await store().uploaded(stranger, file.id)).toBeUndefined();
    await store().erase(other);
    expect(await store().read(key, file.id, 60_000)).toMatchObject(file);
    await store().erase(key);
    expect(await store().read(key, file.id, 60_000)).toBeUndefined();
  });
});

describe('an address of a file', () => {
  const bucket = useBucket();
  const found = async (id: string) => {
    const file = await bucket.store().uploaded(by, id);
    if (file === undefined || file === 'unlike') throw new Error('it was not found');
    return file;
  };
  const keep = async (id: string, key: ReturnType<typeof aConversation>) => {
    expect(await bucket.store().keep(by, await found(id), key)).toBe(true);
  };

  test('Given a file that was looked at, when another is uploaded in its place, then that one is not kept', async () => {
    const [file, key] = [aFile(), aConversation()];
    const offered = await bucket.store().offer(by, file);
    await upload(offered, png);
    const seen = await found(file.id);
    await upload(offered, Buffer.from('<script>alert(1)'.padEnd(png.length)));
    expect(await bucket.store().keep(by, seen, key)).toBe(false);
    expect(await bucket.store().read(key, file.id, 60_000)).toBeUndefined();
  });

  test('Given an address to upload, when what comes differs in size, type, name, place or hash, then it is refused and nothing is stored', async () => {
    const file = aFile();
    const before = bucket.objects().list('files', '');
    const contentMd5 = createHash('md5').update(png).digest('base64');
    const offered = await bucket.store().offer(by, { ...file, contentMd5 });
    const tries = {
      longer: () => upload(offered, Buffer.concat([png, png])),
      shorter: () => upload(offered, png.subarray(1)),
      other: () => upload(offered, Buffer.alloc(png.length)),
      'of another type': () => upload(offered, png, { 'Content-Type': 'text/html' }),
      'shown inline': () => upload(offered, png, { 'Content-Disposition': 'inline' }),
      'in another place': () =>
        upload({ ...offered, url: offered.url.replace(inKey(file.id), inKey(randomUUID())) }, png),
      'in a place above': () =>
        upload({ ...offered, url: offered.url.replace('/waiting/', '/waiting/../kept/') }, png),
      'for longer': () =>
        upload({ ...offered, url: offered.url.replace(/Expires=\d+/, 'Expires=604800') }, png),
      'by no one': () => upload({ ...offered, url: offered.url.replace(/\?.*/, '') }, png),
      read: () => fetch(offered.url),
    };
    for (const [how, attempt] of Object.entries(tries)) {
      const { status } = await attempt();
      expect([400, 403], how).toContain(status);
    }
    expect(bucket.objects().list('files', '')).toEqual(before);
    expect((await upload(offered, png)).status).toBe(200);
  });

  test('Given a file that is kept, when the address to upload is used again, then what the conversation has stays as it is', async () => {
    const [file, key] = [aFile(), aConversation()];
    const offered = await bucket.store().offer(by, file);
    await upload(offered, png);
    await keep(file.id, key);
    const changed = Buffer.from(png).fill(0, 8);
    expect((await upload(offered, changed)).status).toBe(200);
    const { url = '' } = (await bucket.store().read(key, file.id, 60_000)) ?? {};
    expect(Buffer.from(await (await fetch(url)).arrayBuffer())).toEqual(png);
  });

  test('Given an address to read, when it is followed, then the file comes as a download under its own type, and by another place or time it does not', async () => {
    const [file, key] = [aFile(), aConversation()];
    await upload(await bucket.store().offer(by, file), png);
    await keep(file.id, key);
    const { url = '' } = (await bucket.store().read(key, file.id, 60_000)) ?? {};
    const answer = await fetch(url);
    expect(answer.headers.get('content-type')).toBe('image/png');
    expect(answer.headers.get('content-disposition')).toBe(
      "attachment; filename*=UTF-8''a%20picture%20%28%C3%BC%29.png",
    );
    expect((await fetch(url.replace(inKey(file.id), inKey(randomUUID())))).status).toBe(403);
    expect((await fetch(url.replace(/Expires=\d+/, 'Expires=3600'))).status).toBe(403);
    expect((await fetch(url, { method: 'PUT', body: 'x' })).status).toBe(403);
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403);
  });

  test('Given the SDK’s own client, when it reads what was uploaded and puts another, then both find the same file', async () => {
    const file = aFile();
    await upload(await bucket.store().offer(by, file), png);
    const [at] = bucket
      .objects()
      .list('files', `waiting/${inKey(by.tenantId)}/${inKey(by.userId)}/${inKey(file.id)}`);
    const object = { Bucket: 'files', Key: at?.key ?? '' };
    const read = await bucket.sdk().send(new GetObjectCommand(object));
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? [])).toEqual(png);
    const Body = Buffer.from(png).fill(0, 8);
    const { ContentType = '', ContentDisposition = '' } = read;
    const put = await bucket
      .sdk()
      .send(new PutObjectCommand({ ...object, Body, ContentType, ContentDisposition }));
    expect(await found(file.id)).toEqual({ ...file, version: put.ETag });
  });

  test('Given an address that somebody else signed, when it is used, then it is refused', async () => {
    const offered = await bucket.store('another secret').offer(by, aFile());
    expect((await upload(offered, png)).status).toBe(403);
  });

  test.each([
    ['a page', 'image/png', 'x.png', '<html><script>alert(1)</script>', 'unlike'],
    ['a picture of vectors', 'image/gif', 'x.gif', '<svg onload="alert(1)"/>', 'unlike'],
    ['a program', 'text/plain', 'x.txt', 'MZ\0\0', 'unlike'],
    ['a text', 'text/plain', 'x.txt', 'héllo', undefined],
    ['a document', 'application/pdf', 'x.pdf', '%PDF-1.7', undefined],
    ['a page', 'audio/ogg', 'x.ogg', '<html><script>alert(1)</script>', 'unlike'],
    ['a page', 'video/mp4', 'x.mp4', '<html><script>alert(1)</script>', 'unlike'],
    ['a voice note', 'audio/ogg', 'x.ogg', 'OggS\0\x02', undefined],
    ['a video', 'video/mp4', 'x.mp4', '\0\0\0\x18ftypmp42', undefined],
    ['a WebP', 'image/webp', 'x.webp', 'RIFF\x01\x02\x03\x04WEBPVP8 ', undefined],
  ])(
    'Given %s that is called %s, when it is looked at, then it is %5$s',
    async (_, mime, name, text, found) => {
      const bytes = Buffer.from(text);
      const file = { id: randomUUID(), name, mime, bytes: bytes.length };
      await upload(await bucket.store().offer(by, file), bytes);
      const seen = { ...file, version: expect.any(String) };
      expect(await bucket.store().uploaded(by, file.id)).toEqual(found ?? seen);
    },
  );
});
