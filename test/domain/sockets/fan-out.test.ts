import { describe, expect, test } from 'vitest';
import { memorySockets } from '../../../src/adapters/memory/sockets.ts';
import { limits } from '../../../src/contract/limits.ts';
import type { Subscription } from '../../../src/domain/sockets/channel.ts';
import { fanOut, metadataFrame } from '../../../src/domain/sockets/fan-out.ts';
import { setClock } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const orphan: Subscription = {
  tenantId: 'tenant-a',
  topic: 't',
  channelId: 'closed',
  userId: 'u',
  issued: 1,
  connectionId: 'gone',
  until: 9e12,
};

describe('fanning out', () => {
  test('Given what a frame of metadata says, when it is made, then it has the version, and names what it answers where there is one', () => {
    expect(metadataFrame({ message: 'pong' }, 'c-1')).toEqual({
      topicName: 'channel.metadata',
      version: '2',
      eventBody: { message: 'pong' },
      metadata: { correlationId: 'c-1' },
    });
    expect(metadataFrame({}, undefined).metadata).toEqual({});
  });

  test('Given a subscription that outlived its channel, when its socket is found gone, then it is given up by name', async () => {
    const { channels, revocations } = memoryStores();
    const given: string[] = [];
    const watched = {
      ...channels,
      unsubscribe: async (key: { channelId: string }, topics: readonly string[]) => {
        given.push(`${key.channelId} ${topics.join()}`);
      },
    };
    await fanOut(
      { channels: watched, revocations, sockets: memorySockets(), clock: setClock() },
      [orphan],
      [metadataFrame({}, undefined)],
    );
    expect(given).toEqual(['closed t']);
  });

  test('Given a subscription whose socket is not open yet, when a frame goes out, then nothing is pushed and nothing closed', async () => {
    const { channels, revocations } = memoryStores();
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
    const deps = { channels, revocations, sockets: watched, clock: setClock() };
    await fanOut(deps, [unopened], [metadataFrame({}, undefined)]);
    expect(pushed).toEqual([]);
  });

  test('Given a revocation after the token, when frames go out, then the socket receives none though it lives, and a newer token’s receives them in order', async () => {
    const { channels, revocations } = memoryStores();
    const sockets = memorySockets();
    const [old, renewed] = [sockets.connect('old'), sockets.connect('renewed')];
    await revocations.revoke('tenant-a', 'u', 5, 'permission.revoked');
    const frames = ['one', 'two'].map((message) => metadataFrame({ message }, undefined));
    const subscriptions = [
      { ...orphan, channelId: 'a', connectionId: 'old', issued: 5 },
      { ...orphan, channelId: 'b', connectionId: 'renewed', issued: 6 },
    ];
    await fanOut({ channels, revocations, sockets, clock: setClock() }, subscriptions, frames);
    expect(old).toEqual([]);
    expect(renewed).toEqual(frames);
  });

  test('Given a socket that is being opened, when it is named gone, then its channel stays, and is closed once it must be there', async () => {
    const { channels, revocations } = memoryStores();
    const clock = setClock();
    const me = { ...aPrincipal(), channelId: 'opening', created: clock.now(), until: 9e15, topics: [] };
    await channels.create(me, 'hash', 9e15);
    await channels.open(me, 'not-there', clock.now());
    const bound = {
      ...orphan,
      channelId: 'opening',
      connectionId: 'not-there',
      opened: clock.now(),
      until: 9e15,
    };
    const deps = { channels, revocations, sockets: memorySockets(), clock };
    await fanOut(deps, [bound], [metadataFrame({}, undefined)]);
    expect(await channels.get(me)).toBeDefined();
    clock.move(limits.connectMs);
    await fanOut(deps, [bound], [metadataFrame({}, undefined)]);
    expect(await channels.get(me)).toBeUndefined();
  });
});
