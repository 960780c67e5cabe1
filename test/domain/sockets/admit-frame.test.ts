import { describe, expect, test } from 'vitest';
import { memorySockets } from '../../../src/adapters/memory/sockets.ts';
import { recentCache } from '../../../src/adapters/recent-cache.ts';
import { limits } from '../../../src/contract/limits.ts';
import { rates, rateWindowMs, sampleOf } from '../../../src/contract/rates.ts';
import { admitFrame } from '../../../src/domain/sockets/admit-frame.ts';
import { setClock } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const open = async () => {
  const stores = memoryStores();
  const [clock, sockets] = [setClock(), memorySockets()];
  const me = { ...aPrincipal(), channelId: 'channel-1', connectionId: 'socket-1' };
  await stores.channels.create({ ...me, created: clock.now(), until: 9e15, topics: [] }, 'hash', 9e15);
  sockets.connect('socket-1');
  const isOpen = async () => (await sockets.push('socket-1', {} as never)) === 'sent';
  return { ...stores, clock, sockets, me, isOpen, newId: () => '0' };
};

describe('a frame of a socket', () => {
  test('Given its channel and a good token, when it comes, then it is admitted', async () => {
    const { me, isOpen, ...deps } = await open();
    expect([await admitFrame(deps, me), await isOpen()]).toEqual([true, true]);
  });

  test('Given a channel that was closed, when a frame comes, then nothing is done for it and the socket is closed', async () => {
    const { me, isOpen, ...deps } = await open();
    await deps.channels.close(me);
    expect([await admitFrame(deps, me), await isOpen()]).toEqual([false, false]);
  });

  test('Given a revocation since the token, when a frame comes, then nothing is done for it and the socket is closed', async () => {
    const { me, isOpen, ...deps } = await open();
    await deps.revocations.revoke(me.tenantId, me.userId, me.issued, 'signed.out');
    expect([await admitFrame(deps, me), await isOpen()]).toEqual([false, false]);
    expect(await admitFrame(deps, { ...me, issued: me.issued + 1 })).toBe(true);
  });

  test('Given a socket that was found good, when more is said on it, then it is looked up again only once that is forgotten', async () => {
    const { me, isOpen, ...deps } = await open();
    const admitted = recentCache<true>(10, limits.admittedMs, () => deps.clock.now());
    const said = () => admitFrame({ ...deps, admitted, newId: () => 'f' }, me, 'sampled');
    expect(await said()).toBe(true);
    await deps.revocations.revoke(me.tenantId, me.userId, me.issued, 'signed.out');
    deps.clock.move(limits.admittedMs - 1);
    expect([await said(), await isOpen()]).toEqual([true, true]);
    deps.clock.move(1);
    expect([await said(), await isOpen()]).toEqual([false, false]);
  });

  test('Given more frames than the rate, when they come at once, then those beyond it are refused with the seconds until the next window, in which they pass', async () => {
    const { me, isOpen, ...deps } = await open();
    const many = await Promise.allSettled(
      Array.from({ length: rates.frame.caller + 7 }, () => admitFrame(deps, me)),
    );
    const refused = many.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(7);
    const seconds = Number(refused[0].params.retryAfterSeconds);
    expect(refused[0].code).toBe('too.many.requests');
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(rateWindowMs / 1000);
    deps.clock.move(seconds * 1000);
    expect([await admitFrame(deps, me), await isOpen()]).toEqual([true, true]);
  });

  test('Given frames that are counted by samples, when the sample of one falls, then it counts for all, and what is beyond the rate is refused', async () => {
    const { me, isOpen, ...deps } = await open();
    const sampled = (newId: () => string) => admitFrame({ ...deps, newId }, me, 'sampled');
    for (let n = 0; n < 2 * rates.said.caller; n += 1) expect(await sampled(() => 'f')).toBe(true);
    for (let n = 0; n * sampleOf < rates.said.caller; n += 1) expect(await sampled(() => '0')).toBe(true);
    await expect(sampled(() => '0')).rejects.toMatchObject({ code: 'too.many.requests' });
    expect(await sampled(() => 'f')).toBe(true);
  });
});
