import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An object without its bytes. */
export interface ObjectHead {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  /** ms since the epoch. */
  readonly modified: number;
  /** Headers that it was stored with and is served with, by their names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Objects as files: one with the bytes and one that says what they are, both named by a hash of bucket and key. */
export interface Objects {
  put(at: Pick<ObjectHead, 'bucket' | 'key' | 'headers'>, bytes: Buffer): Promise<ObjectHead>;
  head(bucket: string, key: string): ObjectHead | undefined;
  read(head: ObjectHead): Promise<Buffer>;
  delete(bucket: string, key: string): Promise<void>;
  /** In the order of their keys. */
  list(bucket: string, prefix: string): readonly ObjectHead[];
  /** Forgets what was kept in no directory of the user's. */
  stop(): void;
}

const fileOf = (bucket: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([bucket, key]))
    .digest('hex');

/** @param dataDir where objects are kept; left out, they live as long as the runtime */
export const createObjects = (dataDir?: string): Objects => {
  const dir = dataDir === undefined ? mkdtempSync(join(tmpdir(), 'binocular-')) : join(dataDir, 'objects');
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const heads = new Map<string, ObjectHead>();
  for (const name of readdirSync(dir)) {
    if (!name.endsWith('.json')) continue;
    const head = JSON.parse(readFileSync(join(dir, name), 'utf8')) as ObjectHead;
    heads.set(fileOf(head.bucket, head.key), head);
  }
  return {
    async put({ bucket, key, headers }, bytes) {
      const file = fileOf(bucket, key);
      const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
      const head = { bucket, key, size: bytes.length, etag, modified: Date.now(), headers };
      await writeFile(join(dir, file), bytes, { mode: 0o600 });
      writeFileSync(join(dir, `${file}.json`), JSON.stringify(head), { mode: 0o600 });
      heads.set(file, head);
      return head;
    },
    head: (bucket, key) => heads.get(fileOf(bucket, key)),
    read: ({ bucket, key }) => readFile(join(dir, fileOf(bucket, key))),
    async delete(bucket, key) {
      const file = fileOf(bucket, key);
      heads.delete(file);
      await Promise.all([file, `${file}.json`].map((name) => rm(join(dir, name), { force: true })));
    },
    list: (bucket, prefix) =>
      [...heads.values()]
        .filter((head) => head.bucket === bucket && head.key.startsWith(prefix))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    stop() {
      if (dataDir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};
