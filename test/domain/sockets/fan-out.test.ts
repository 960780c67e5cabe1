import { describe, expect, test } from 'vitest';
import { memorySockets } from '../../../src/adapters/memory/sockets.ts';
import type { Subscription } from '../../../src/domain/sockets/channel.ts';
import { fanOut, metadataFrame } from '../../../src/domain/sockets/fan-out.ts';
import { setClock } from '../../support/clock.ts';
import { memoryStores } from '../../support/stores.ts';

const orphan: Subscription = {
  tenantId: 'tenant-a',
  topic: 't',
  channelId: 'closed',
  userId: 'u',
  connectionId: 'gone',
  until: 9e12,
};

describe('fanning out', () => {
  test('Given a subscription that outlived its channel, when its socket is found gone, then it is given up by name', async () => {
    const { channels } = memoryStores();
    const given: string[] = [];
    const watched = {
      ...channels,
      unsubscribe: async (key: { channelId: string }, topics: readonly string[]) => {
        given.push(`${key.channelId} ${topics.join()}`);
      },
    };
    await fanOut(
      { channels: watched, sockets: memorySockets(), clock: setClock() },
      [orphan],
      metadataFrame({}, undefined),
    );
    expect(given).toEqual(['closed t']);
  });

  test('Given a subscription whose socket is not open yet, when a frame goes out, then nothing is pushed and nothing closed', async () => {
    const { channels } = memoryStores();
    const { connectionId: _, ...unopened } = orphan;
    const sockets = memorySockets();
    const pushed: string[] = [];
    const watched = {
      ...sockets,
      push: async (id: string) => {
        pushed.push(id);
        return 'gone' as const;
      },
    };
    await fanOut({ channels, sockets: watched, clock: setClock() }, [unopened], metadataFrame({}, undefined));
    expect(pushed).toEqual([]);
  });
});
