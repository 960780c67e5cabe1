import type { ServerFrame } from '../../contract/frames.ts';
import type { Clock } from '../clock.ts';
import type { Subscription } from './channel.ts';
import type { ChannelStore } from './channel-store.ts';
import type { Sockets } from './sockets.ts';

/** What fanning out needs. */
export interface FanOutDeps {
  readonly channels: ChannelStore;
  readonly sockets: Sockets;
  readonly clock: Clock;
}

/**
 * Pushes a frame to each subscription's socket at once. A channel whose time is over receives nothing, however long its
 * socket stays open. A gone socket loses its channel, and no other does.
 */
export const fanOut = async (
  deps: FanOutDeps,
  subscriptions: readonly Subscription[],
  frame: ServerFrame,
): Promise<void> => {
  const now = deps.clock.now();
  await Promise.all(
    subscriptions.map(async (subscription) => {
      if (subscription.connectionId === undefined || subscription.until <= now) return;
      const pushed = await deps.sockets.push(subscription.connectionId, frame);
      if (pushed !== 'gone') return;
      // A subscription that outlived its channel, made while that was closing, goes by its own name.
      await deps.channels.unsubscribe(subscription, [subscription.topic]);
      await deps.channels.close(subscription);
    }),
  );
};

/** A frame of a topic that needs no fence. */
export const eventFrame = (topicName: string, eventBody: ServerFrame['eventBody']): ServerFrame => ({
  topicName,
  version: '2',
  eventBody,
  metadata: {},
});
