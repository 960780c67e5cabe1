import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Channel, ChannelStore, Subscription } from '../../../src/domain/sockets/channel.ts';
import { epoch } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';

const until = epoch + 7_200_000;
const aChannel = (): Channel => ({
  ...aPrincipal(),
  channelId: randomUUID(),
  created: epoch,
  until,
  topics: [],
});

const subscription = (channel: Channel, topic: string, given: Partial<Subscription> = {}): Subscription => ({
  tenantId: channel.tenantId,
  topic,
  channelId: channel.channelId,
  userId: channel.userId,
  issued: channel.issued,
  until,
  ...given,
});

/** What every store of channels must do. */
export const channelStoreSuite = (make: () => ChannelStore): void => {
  const opened = async (store: ChannelStore): Promise<Channel> => {
    const channel = aChannel();
    await store.create(channel, 'hash', epoch + 30_000);
    return channel;
  };
  const topicsOf = async (store: ChannelStore, channel: Channel) =>
    [...((await store.get(channel))?.topics ?? [])].sort();

  describe('channels', () => {
    test('Given a ticket, when it is redeemed ten times at once, then one gets the channel', async () => {
      const store = make();
      const channel = await opened(store);
      const taken = await Promise.all(Array.from({ length: 10 }, () => store.redeem(channel, 'hash', epoch)));
      const winners = taken.filter((found) => found !== undefined);
      expect(winners).toHaveLength(1);
      expect(winners[0]).toMatchObject({ channelId: channel.channelId, userId: channel.userId });
      expect(await store.redeem(channel, 'hash', epoch)).toBeUndefined();
    });

    test.each([
      ['another secret', 'other', epoch],
      ['a ticket whose life ends now', 'hash', epoch + 30_000],
    ])('Given %s, when it is redeemed, then there is no channel for it', async (_what, hash, now) => {
      const store = make();
      const channel = await opened(store);
      expect(await store.redeem(channel, hash, now)).toBeUndefined();
      expect(await store.redeem({ ...channel, tenantId: 'tenant-b' }, 'hash', epoch)).toBeUndefined();
      expect(await store.redeem(channel, 'hash', epoch)).toBeDefined();
    });

    test('Given a channel whose own life is over, when its ticket is redeemed, then there is no channel for it', async () => {
      const store = make();
      const channel = { ...aChannel(), until: epoch };
      await store.create(channel, 'hash', epoch + 30_000);
      expect(await store.redeem(channel, 'hash', epoch)).toBeUndefined();
    });

    test('Given topics before the socket opens, when it opens, then each subscription names it and keeps its fence', async () => {
      const store = make();
      const channel = await opened(store);
      const [plain, fenced] = [`plain.${channel.channelId}`, `fenced.${channel.channelId}`];
      await store.subscribe([subscription(channel, plain), subscription(channel, fenced, { fence: 3 })]);
      expect(await store.subscribers('tenant-a', plain)).toEqual([subscription(channel, plain)]);
      expect(await store.open(channel, 'socket-1', epoch)).toMatchObject({ connectionId: 'socket-1' });
      expect(await store.subscribers('tenant-a', plain)).toEqual([
        subscription(channel, plain, { connectionId: 'socket-1', opened: epoch }),
      ]);
      expect(await store.subscribers('tenant-a', fenced)).toEqual([
        subscription(channel, fenced, { connectionId: 'socket-1', opened: epoch, fence: 3 }),
      ]);
      expect(await store.subscribers('tenant-b', plain)).toEqual([]);
      expect((await store.get(channel))?.fences).toEqual({ [fenced]: 3 });
    });

    test('Given a topic under one fence, when it is permitted under the next, then that one counts', async () => {
      const store = make();
      const channel = await opened(store);
      const topic = `fenced.${channel.channelId}`;
      await store.subscribe([subscription(channel, topic, { fence: 1 })]);
      await store.subscribe([subscription(channel, topic, { fence: 2 })]);
      expect((await store.subscribers('tenant-a', topic)).map((s) => s.fence)).toEqual([2]);
      expect((await store.get(channel))?.fences).toEqual({ [topic]: 2 });
      expect(await topicsOf(store, channel)).toEqual([topic]);
    });

    test('Given a transcript under a newer fence, when the older one is given up, then the newer subscription stays', async () => {
      const store = make();
      const channel = await opened(store);
      const topic = `fenced.${channel.channelId}`;
      await store.subscribe([subscription(channel, topic, { fence: 2 })]);
      await store.giveUp(channel, topic, 1);
      expect(await store.subscribers('tenant-a', topic)).toHaveLength(1);
      expect(await topicsOf(store, channel)).toEqual([topic]);
      await store.giveUp(channel, topic, 2);
      expect(await store.subscribers('tenant-a', topic)).toEqual([]);
      expect(await topicsOf(store, channel)).toEqual([]);
    });

    test('Given three topics, when some are given up, twice named or never had, then the others remain', async () => {
      const store = make();
      const channel = await opened(store);
      const topic = (name: string) => `${name}.${channel.channelId}`;
      await store.subscribe(['a', 'b', 'c'].map((name) => subscription(channel, topic(name), { fence: 1 })));
      await store.unsubscribe(channel, [topic('a'), topic('a'), topic('never')]);
      await store.unsubscribe(channel, []);
      expect(await topicsOf(store, channel)).toEqual([topic('b'), topic('c')]);
      expect(Object.keys((await store.get(channel))?.fences ?? {}).sort()).toEqual([topic('b'), topic('c')]);
      expect(await store.subscribers('tenant-a', topic('a'))).toEqual([]);
      expect(await store.subscribers('tenant-a', topic('b'))).toHaveLength(1);
    });

    test('Given 400 topics, when all are given up at once, then none remains', async () => {
      const store = make();
      const channel = await opened(store);
      const names = Array.from({ length: 400 }, (_, i) => `t${i}.${channel.channelId}`);
      for (let i = 0; i < 400; i += 100)
        await store.subscribe(names.slice(i, i + 100).map((name) => subscription(channel, name)));
      expect(await topicsOf(store, channel)).toHaveLength(400);
      await store.unsubscribe(channel, names);
      expect(await topicsOf(store, channel)).toEqual([]);
    });

    test('Given two channels of one topic, when one closes, then it and its subscriptions are gone and the other stays', async () => {
      const store = make();
      const [one, two] = [await opened(store), await opened(store)];
      const topic = `shared.${one.channelId}`;
      await store.subscribe([subscription(one, topic)]);
      await store.subscribe([subscription(two, topic)]);
      await store.close(one);
      await store.close(one);
      expect(await store.get(one)).toBeUndefined();
      expect(await store.open(one, 'socket-1', epoch)).toBeUndefined();
      expect((await store.subscribers('tenant-a', topic)).map((s) => s.channelId)).toEqual([two.channelId]);
    });

    test('Given a user\u2019s channels, when one is opened, then the list shows which has a socket', async () => {
      const store = make();
      const userId = randomUUID();
      const [idle, open] = [aChannel(), aChannel()].map((channel) => ({ ...channel, userId }));
      if (idle === undefined || open === undefined) throw new Error('no channels');
      for (const channel of [idle, open]) await store.create(channel, 'hash', until);
      await store.open(open, 'socket-1', epoch);
      const row = ({ tenantId, channelId, created, issued }: Channel) => ({
        tenantId,
        channelId,
        created,
        issued,
        until,
      });
      const listed = await store.ofUser('tenant-a', userId);
      expect(listed).toHaveLength(2);
      expect(listed).toEqual(expect.arrayContaining([row(idle), { ...row(open), connectionId: 'socket-1' }]));
    });

    test('Given a topic, when it is kept how far it was pushed, then its audience tells, and no subscriber is made of it', async () => {
      const store = make();
      const channel = await opened(store);
      const topic = `reached.${channel.channelId}`;
      expect(await store.audience('tenant-a', topic)).toEqual({ subscriptions: [], reached: new Map() });
      await store.subscribe([subscription(channel, topic)]);
      const reached = { scope: '1', upTo: 7, missing: [5], held: 9 };
      await store.reach('tenant-a', topic, { ...reached, upTo: 6 }, epoch);
      await store.reach('tenant-a', topic, reached, epoch);
      expect(await store.audience('tenant-a', topic)).toEqual({
        subscriptions: [subscription(channel, topic)],
        reached: new Map([['1', reached]]),
      });
      expect(await store.subscribers('tenant-a', topic)).toHaveLength(1);
      expect((await store.audience('tenant-b', topic)).reached).toEqual(new Map());
    });

    test('Given a scope that begins, when it begins again, then it goes on from where it was pushed to, unless that is far behind, and what is pushed in another changes nothing of it', async () => {
      const store = make();
      const topic = `begun.${randomUUID()}`;
      const upTo = async (scope = '1') => (await store.audience('tenant-a', topic)).reached.get(scope);
      await store.begin('tenant-a', topic, '1', 5, epoch);
      expect(await upTo()).toEqual({ scope: '1', upTo: 5, missing: [] });
      await store.reach('tenant-a', topic, { scope: '1', upTo: 8, missing: [7] }, epoch);
      await store.begin('tenant-a', topic, '1', 9, epoch);
      expect(await upTo()).toEqual({ scope: '1', upTo: 8, missing: [7] });
      await store.begin('tenant-a', topic, '1', 100, epoch);
      expect(await upTo()).toEqual({ scope: '1', upTo: 100, missing: [] });
      await store.begin('tenant-a', topic, '2', 3, epoch);
      expect(await upTo('2')).toEqual({ scope: '2', upTo: 3, missing: [] });
      await store.reach('tenant-a', topic, { scope: '2', upTo: 4, missing: [] }, epoch);
      expect(await upTo()).toEqual({ scope: '1', upTo: 100, missing: [] });
    });

    test('Given a closed channel, when it subscribes, then nothing is subscribed', async () => {
      const store = make();
      const channel = await opened(store);
      await store.close(channel);
      const topic = `late.${channel.channelId}`;
      await store.subscribe([subscription(channel, topic)]);
      expect(await store.subscribers('tenant-a', topic)).toEqual([]);
    });
  });
};
