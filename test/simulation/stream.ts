import type { HeadChange } from '../../src/adapters/memory/head-store.ts';
import { silentChanges } from '../../src/contract/words.ts';
import { followConversation } from '../../src/domain/directory/at-work.ts';
import { push } from '../../src/domain/messages/push.ts';
import { cutRevoked } from '../../src/domain/sockets/cut-revoked.ts';
import { recordChange } from '../../src/domain/timeline/derive-facts.ts';
import { announce } from '../../src/domain/views/announce.ts';
import { announceUser } from '../../src/domain/views/announce-user.ts';
import { recordInteraction } from '../../src/domain/views/interaction.ts';
import { retain } from '../../src/domain/views/retain.ts';
import { system } from './actor.ts';
import { Injected } from './injected.ts';
import type { Ports } from './ports.ts';
import { knowsNewest } from './steps.ts';
import type { World } from './world.ts';

export const consumers = ['record', 'announce', 'push', 'users'] as const;
export const shards = 2;

const silent: ReadonlySet<string> = new Set(silentChanges);

/** How often a failing record is tried before it is parked. */
const ATTEMPTS = 4;

interface Cursor {
  position: number;
  attempts: number;
  busy: number | undefined;
}

type Record = HeadChange | World['handed'][number] | World['users'][number];

const keyOf = (record: Record): string => {
  if ('next' in record) return `${record.next.tenantId}${record.next.conversationId}`;
  return 'handed' in record
    ? `${record.tenantId}${record.conversationId}`
    : `${record.tenantId}${record.userId}`;
};

/**
 * The streams of heads, transcript and directory, and the event source mappings that feed the consumers from them: each
 * shard in order, one batch at a time, from the failed record again, and past it into a dead-letter queue when it fails
 * for good.
 */
export const newStream = (world: World) => {
  const poisoned = new Set<HeadChange>();
  const parked: { readonly consumer: string; readonly record: Record }[] = [];
  const cursors = new Map<string, Cursor>();
  const shardOf = (record: Record): number =>
    [...keyOf(record)].reduce((sum, c) => sum + c.charCodeAt(0), 0) % shards;
  const cursorOf = (consumer: string, shard: number): Cursor => {
    const key = `${consumer}.${shard}`;
    const cursor = cursors.get(key) ?? { position: 0, attempts: 0, busy: undefined };
    cursors.set(key, cursor);
    return cursor;
  };
  /** Of each log what belongs to each shard, as far as it was looked through. */
  const sorted = new Map<readonly Record[], { upTo: number; readonly shards: readonly Record[][] }>();
  const logOf = (consumer: string): readonly Record[] => {
    if (consumer === 'push') return world.handed;
    return consumer === 'users' ? world.users : world.changes;
  };
  const records = (consumer: string, shard: number): readonly Record[] => {
    const log = logOf(consumer);
    const known = sorted.get(log) ?? { upTo: 0, shards: Array.from({ length: shards }, () => []) };
    sorted.set(log, known);
    for (; known.upTo < log.length; known.upTo += 1) {
      const record = log[known.upTo];
      if (record === undefined || ('next' in record && silent.has(record.next.change))) continue;
      known.shards[shardOf(record)]?.push(record);
    }
    return known.shards[shard] ?? [];
  };

  const pushEach = async (ports: Ports, batch: readonly World['handed'][number][]): Promise<void> => {
    for (const id of new Set(batch.map(keyOf))) {
      const own = batch.filter((record) => keyOf(record) === id);
      const [first] = own;
      if (first === undefined) continue;
      await push(
        ports,
        first,
        own.map(({ handed }) => handed),
      );
    }
  };

  const handle = async (consumer: string, ports: Ports, batch: readonly Record[]): Promise<void> => {
    if (consumer === 'push')
      return pushEach(
        ports,
        batch.filter((record) => 'handed' in record),
      );
    const changes = batch.filter((record) => 'next' in record);
    if (consumer === 'announce') return announce(ports, changes);
    for (const record of batch) {
      if ('presence' in record) await announceUser(ports, record, record.presence);
      else if ('userId' in record) await cutRevoked(ports, record);
    }
    for (const change of changes) {
      if (poisoned.has(change)) throw new Injected('throttle');
      await recordChange(ports, change.old, change.next);
      if (knowsNewest(world.generation)) await followConversation(ports, change.old, change.next);
      await recordInteraction(ports, change.old, change.next);
      if (knowsNewest(world.generation)) await retain(ports, change.old, change.next);
    }
  };

  return {
    parked,
    /** Starts the next batch, unless one is under way. */
    consume(id: number, consumer: string, shard: number, size: number) {
      const cursor = cursorOf(consumer, shard);
      if (cursor.busy !== undefined && world.tasks.has(cursor.busy)) return undefined;
      const batch = records(consumer, shard).slice(cursor.position, cursor.position + size);
      if (batch.length === 0) return undefined;
      cursor.busy = id;
      return world.start(id, system, consumer, async (ports) => {
        // The recorder reports the record that failed; the announcer and the pusher take their batch as a whole.
        const pieces = consumer === 'record' ? batch.map((record) => [record]) : [batch];
        for (const piece of pieces) {
          try {
            await handle(consumer, ports, piece);
          } catch (error) {
            if (!(error instanceof Injected)) throw error;
            cursor.attempts += 1;
            if (cursor.attempts < ATTEMPTS) return;
            parked.push(...piece.map((record) => ({ consumer, record })));
          }
          cursor.position += piece.length;
          cursor.attempts = 0;
        }
      });
    },
    /** Starts again from the oldest record. */
    replay: (consumer: string, shard: number): void => {
      const cursor = cursorOf(consumer, shard);
      if (cursor.busy !== undefined) world.crash(cursor.busy);
      cursor.position = 0;
      cursor.attempts = 0;
    },
    /** Makes a record one that no attempt gets through. */
    poison: (pick: number): void => {
      const change = world.changes[world.changes.length - 1 - (pick % Math.max(1, world.changes.length))];
      if (change !== undefined) poisoned.add(change);
    },
    isDrained: (): boolean =>
      consumers.every((consumer) =>
        [...Array(shards).keys()].every(
          (shard) => cursorOf(consumer, shard).position >= records(consumer, shard).length,
        ),
      ),
    /** Conversations of which the recorder has given something up: poison, or what failed by chance until it did. */
    parkedConversations: (): ReadonlySet<string> =>
      new Set(
        parked.flatMap(({ consumer, record }) =>
          consumer === 'record' && 'next' in record
            ? [`${record.next.tenantId}/${record.next.conversationId}`]
            : [],
        ),
      ),
    /** Gives back what was parked, once its cause is mended. */
    redrive(id: number) {
      poisoned.clear();
      const again = parked.splice(0);
      return world.start(id, system, 'redrive', async (ports) => {
        for (const { consumer, record } of again) await handle(consumer, ports, [record]);
      });
    },
  };
};

export type Stream = ReturnType<typeof newStream>;
