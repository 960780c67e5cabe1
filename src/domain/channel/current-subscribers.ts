import type { Clock } from '../clock.ts';
import type { Subscription } from './channel.ts';
import type { ChannelStore } from './channel-store.ts';

/** Who receives a topic now. A channel whose time is over receives nothing, however long its socket stays open. */
export const currentSubscribers = async (
  deps: { readonly channels: ChannelStore; readonly clock: Clock },
  tenantId: string,
  topic: string,
): Promise<readonly Subscription[]> => {
  const now = deps.clock.now();
  const subscriptions = await deps.channels.subscribers(tenantId, topic);
  return subscriptions.filter((subscription) => subscription.until > now);
};
