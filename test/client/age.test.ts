import { describe, expect, test } from 'vitest';
import { ageMeter } from '../../client/channel/age.ts';
import { limits } from '../../src/contract/limits.ts';
import { aMetadataFrame } from './frames.ts';
import { ManualRuntime } from './manual-runtime.ts';

/** A meter, and a server whose clock is so many ms before the client's. */
const meterBeside = (aheadMs: number) => {
  const runtime = new ManualRuntime();
  const meter = ageMeter(runtime);
  const iso = (time: number) => new Date(time).toISOString();
  return {
    meter,
    runtime,
    cameAfter: (ms: number) => meter.came(iso(runtime.now() + aheadMs - ms)),
    /** A ping that takes so long there, and so long back. */
    ping: (there: number, back: number) => {
      const sentAt = runtime.now();
      runtime.advance(there);
      const leaseExpiresAt = iso(runtime.now() + aheadMs + limits.leaseMs);
      runtime.advance(back);
      const conversations = [
        { conversationId: 'c0', lost: true },
        { conversationId: 'c1', leaseExpiresAt },
      ];
      meter.answered(sentAt, aMetadataFrame({ message: 'pong', conversations }));
    },
  };
};

describe('the age of live messages', () => {
  test.each([0, -90_000, 90_000])(
    'Given a server’s clock %i ms before the client’s, when it was compared, then the largest age is by the server’s, once',
    (aheadMs) => {
      const { meter, cameAfter, ping } = meterBeside(aheadMs);
      cameAfter(80);
      expect(meter.take()).toBeUndefined();
      ping(30, 30);
      cameAfter(40);
      expect(meter.take()).toBe(80);
      expect(meter.take()).toBeUndefined();
    },
  );

  test('Given pings of which one is slow one way, when it is the longer, then it counts only once the shorter is five minutes old', () => {
    const { meter, runtime, cameAfter, ping } = meterBeside(0);
    const measured = () => {
      cameAfter(1_000);
      return meter.take();
    };
    ping(10, 10);
    ping(800, 0);
    expect(measured()).toBe(1_000);
    runtime.advance(300_000);
    ping(800, 0);
    expect(measured()).toBe(1_400);
    ping(10, 10);
    expect(measured()).toBe(1_000);
  });

  test('Given ages that no frame may tell, when they are taken, then they are within its bounds', () => {
    const { meter, cameAfter, ping } = meterBeside(0);
    ping(10, 10);
    cameAfter(-50);
    expect(meter.take()).toBe(0);
    cameAfter(limits.reportedAgeMs + 1);
    expect(meter.take()).toBe(limits.reportedAgeMs);
    meter.came('no time');
    expect(meter.take()).toBeUndefined();
  });

  test('Given pongs without a lease, when they come, then nothing is told', () => {
    const { meter, runtime, cameAfter } = meterBeside(0);
    meter.answered(runtime.now(), aMetadataFrame({ message: 'pong', conversations: [] }));
    meter.answered(runtime.now(), aMetadataFrame({ message: 'pong' }));
    cameAfter(10);
    expect(meter.take()).toBeUndefined();
  });
});
