import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { memorySockets } from '../../../src/adapters/memory/sockets.ts';
import type { ServerFrame } from '../../../src/contract/frames.ts';
import { limits } from '../../../src/contract/limits.ts';
import { createChannel } from '../../../src/domain/sockets/create-channel.ts';
import { cutRevoked } from '../../../src/domain/sockets/cut-revoked.ts';
import { setClock } from '../../support/clock.ts';
import { useEngine } from '../../support/engine.ts';
import { aPrincipal } from '../../support/factories.ts';
import { dynamoStores } from '../../support/stores.ts';

const most = limits.channelsPerUser;

describe('channels of a user', () => {
  const engine = useEngine();
  const setUp = () => {
    const clock = setClock();
    const me = aPrincipal({ userId: randomUUID(), expires: clock.now() + 86_400_000 });
    const deps = {
      ...dynamoStores(engine.client(), clock),
      clock,
      newId: randomUUID as () => string,
      websocketUrl: 'wss://sockets.test',
    };
    const own = async () =>
      (await deps.channels.ofUser(me.tenantId, me.userId)).map(({ channelId }) => channelId);
    const create = async () => {
      clock.move(1);
      return (await createChannel(deps, me)).id;
    };
    return { clock, me, deps, own, create };
  };

  test('Given as many as the limit, when another is made, then the oldest without a socket goes, and one with a socket only where all have one', async () => {
    const { me, deps, own, create, clock } = setUp();
    const made: string[] = [];
    for (let i = 0; i < most; i += 1) made.push(await create());
    const [oldest, idle] = made;
    const open = (channelId = '') =>
      deps.channels.open({ ...me, channelId }, `socket ${channelId}`, clock.now());
    await open(oldest);
    const first = await create();
    expect(new Set(await own())).toEqual(new Set([...made.filter((id) => id !== idle), first]));
    for (const id of await own()) await open(id);
    const second = await create();
    expect((await own()).includes(oldest ?? '')).toBe(false);
    expect(await own()).toHaveLength(most);
    expect(await own()).toContain(second);
  });

  test('Given many made at once, when all are there, then no more than the limit are', async () => {
    const { me, deps, own } = setUp();
    await Promise.all(Array.from({ length: most + 10 }, () => createChannel(deps, me)));
    expect((await own()).length).toBeLessThanOrEqual(most);
  });

  test('Given channels of before and after a revocation, when it is carried out, then those of before are closed, the open ones first, and the newer stays', async () => {
    const { me, deps, own, create, clock } = setUp();
    const log: string[] = [];
    const frames: ServerFrame[] = [];
    const sockets = {
      ...memorySockets(),
      push: async (id: string, frame: ServerFrame) => {
        log.push(`push ${id}`);
        frames.push(frame);
        return 'sent' as const;
      },
      disconnect: async (id: string) => void log.push(`disconnect ${id}`),
    };
    const [idle, open] = [await create(), await create()];
    await deps.channels.open({ ...me, channelId: open }, 'socket', clock.now());
    const newer = (await createChannel(deps, { ...me, issued: me.issued + 2 })).id;
    const channels = {
      ...deps.channels,
      close: async (key: { readonly tenantId: string; readonly channelId: string }) => {
        log.push(key.channelId === idle ? 'close idle' : 'close open');
        await deps.channels.close(key);
      },
    };
    const revoked = { ...me, at: me.issued + 1, reason: 'permission.revoked' };
    await cutRevoked({ channels, sockets }, revoked);
    expect(log.slice(0, 1)).toEqual(['push socket']);
    expect([...log].sort()).toEqual(['close idle', 'close open', 'disconnect socket', 'push socket']);
    expect(frames).toMatchObject([{ eventBody: { message: 'revoked', reason: 'permission.revoked' } }]);
    expect(await own()).toEqual([newer]);
    await cutRevoked({ channels, sockets }, revoked);
    expect(log).toHaveLength(4);
  });
});
