import type { ServerFrame } from '../../contract/frames.ts';
import { limits } from '../../contract/limits.ts';
import { topics } from '../../contract/topics.ts';
import type { Clock } from '../shared/clock.ts';
import type { RevocationStore } from '../shared/principal.ts';
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
  readonly channels: Pick<ChannelStore, 'subscribers' | 'unsubscribe' | 'close'>;
  readonly revocations: Pick<RevocationStore, 'revokedAt'>;
  readonly sockets: Pick<Sockets, 'push'>;
  readonly clock: Clock;
}

/** Those who may receive now: their channel's time is not over, and their grants were not revoked since its token. */
const entitled = async (
  deps: FanOutDeps,
  subscriptions: readonly Subscription[],
): Promise<readonly (Subscription & { readonly connectionId: string })[]> => {
  const now = deps.clock.now();
  const open = subscriptions.flatMap((subscription) => {
    const { connectionId, until } = subscription;
    return connectionId === undefined || until <= now ? [] : [{ ...subscription, connectionId }];
  });
  const users = new Map(open.map(({ tenantId, userId }) => [`${tenantId}#${userId}`, { tenantId, userId }]));
  const revoked = new Map(
    await Promise.all(
      [...users].map(
        async ([id, { tenantId, userId }]) =>
          [id, await deps.revocations.revokedAt(tenantId, userId)] as const,
      ),
    ),
  );
  return open.filter(({ tenantId, userId, issued }) => (revoked.get(`${tenantId}#${userId}`) ?? 0) < issued);
};

/**
 * A gone socket loses its channel, and no other does. While a socket is being opened API Gateway names it gone too: its
 * channel stays.
 */
const forget = async (deps: FanOutDeps, subscription: Subscription): Promise<void> => {
  if (deps.clock.now() - (subscription.opened ?? 0) < limits.connectMs) return;
  // A subscription that outlived its channel, made while that was closing, goes by its own name.
  await deps.channels.unsubscribe(subscription, [subscription.topic]);
  await deps.channels.close(subscription);
};

/**
 * Pushes frames to the socket of each subscription whose user may receive now: sockets side by side, the frames of one
 * in their order. A socket that does not take one gets none after it.
 */
export const fanOut = async (
  deps: FanOutDeps,
  subscriptions: readonly Subscription[],
  frames: readonly ServerFrame[],
): Promise<void> => {
  if (frames.length === 0) return;
  const receivers = await entitled(deps, subscriptions);
  await Promise.all(
    receivers.map(async (receiver) => {
      for (const frame of frames) {
        const pushed = await deps.sockets.push(receiver.connectionId, frame);
        if (pushed === 'gone') await forget(deps, receiver);
        if (pushed !== 'sent') return;
      }
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
