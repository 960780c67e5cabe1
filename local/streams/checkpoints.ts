import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How far each mapping came in each shard. */
export interface Checkpoints {
  get(mapping: string, shardId: string): string | undefined;
  shards(mapping: string): readonly string[];
  taken(mapping: string, shardId: string, sequenceNumber: string): void;
  done(mapping: string, shardId: string, sequenceNumber: string): void;
  flush(): void;
}

interface Progress {
  last: string | undefined;
  readonly open: Map<string, bigint>;
  newest: string | undefined;
}

/** @param dataDir keeps them over restarts; left out, they live as long as the process */
export const createCheckpoints = (dataDir?: string): Checkpoints => {
  const file = dataDir && join(dataDir, 'checkpoints.json');
  const kept =
    file && existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
  const progress = new Map<string, Progress>();
  for (const [key, last] of Object.entries(kept))
    progress.set(key, { last, open: new Map(), newest: undefined });
  let dirty = false;
  const keyOf = (mapping: string, shardId: string) => `${mapping}|${shardId}`;
  return {
    get: (mapping, shardId) => progress.get(keyOf(mapping, shardId))?.last,
    shards: (mapping) =>
      [...progress.keys()]
        .filter((key) => key.startsWith(`${mapping}|`))
        .map((key) => key.slice(mapping.length + 1)),
    taken(mapping, shardId, sequenceNumber) {
      const key = keyOf(mapping, shardId);
      const entry = progress.get(key) ?? { last: undefined, open: new Map(), newest: undefined };
      progress.set(key, entry);
      entry.open.set(sequenceNumber, BigInt(sequenceNumber));
      entry.newest = sequenceNumber;
    },
    done(mapping, shardId, sequenceNumber) {
      const entry = progress.get(keyOf(mapping, shardId));
      if (!entry?.open.delete(sequenceNumber)) return;
      dirty = true;
      // Lanes finish out of order: only what lies before every open record is behind us.
      const finished = BigInt(sequenceNumber);
      // Records are taken in order, so the first open one is the lowest.
      const lowest = entry.open.values().next().value;
      if (lowest === undefined) entry.last = entry.newest;
      else if (finished < lowest && finished > BigInt(entry.last ?? 0)) entry.last = sequenceNumber;
    },
    flush() {
      if (!file || !dirty) return;
      dirty = false;
      const plain = [...progress].flatMap(([key, { last }]) => (last ? [[key, last] as const] : []));
      writeFileSync(file, JSON.stringify(Object.fromEntries(plain)));
    },
  };
};
