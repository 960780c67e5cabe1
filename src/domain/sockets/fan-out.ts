import type { ServerFrame } from '../../contract/frames.ts';
import { topics } from '../../contract/topics.ts';
import type { Clock } from '../shared/clock.ts';
import type { ChannelStore, Subscription } from './channel.ts';

/** What became of a push: the socket has it, the socket is gone for good, or it could not be reached in time. */
export type Pushed = 'sent' | 'gone' | 'failed';

/** Open sockets. Pushing never throws: a dead socket must not fail the sender. */
export interface Sockets {
  push(connectionId: string, frame: ServerFrame): Promise<Pushed>;
  disconnect(connectionId: string): Promise<void>;
}

/** A frame about the channel itself; the correlation id is the client's own. */
export const metadataFrame = (
  eventBody: Readonly<Record<string, unknown>>,
  correlationId: string | undefined,
): ServerFrame => ({
  topicName: topics.metadata,
  version: '2',
  eventBody,
  metadata: correlationId === undefined ? {} : { correlationId },
});

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
