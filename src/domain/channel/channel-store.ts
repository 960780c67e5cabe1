import type { Channel, Subscription } from './channel.ts';

/** Names one channel. */
export interface ChannelKey {
  readonly tenantId: string;
  readonly channelId: string;
}

/** Where channels and their subscriptions live. */
export interface ChannelStore {
  create(channel: Channel, ticketHash: string, ticketUntil: number): Promise<void>;
  get(key: ChannelKey): Promise<Channel | undefined>;
  /** Takes the ticket: once, and only while it lives. Undefined for any other. */
  redeem(key: ChannelKey, ticketHash: string, now: number): Promise<Channel | undefined>;
  /** Binds the open socket, in the channel and in each of its subscriptions. Undefined where the channel is gone. */
  open(key: ChannelKey, connectionId: string): Promise<Channel | undefined>;
  subscribe(subscriptions: readonly Subscription[]): Promise<void>;
  unsubscribe(key: ChannelKey, topics: readonly string[]): Promise<void>;
  /** Gives up a transcript where it is still held under this fence: a newer session's subscription stays. */
  giveUp(key: ChannelKey, topic: string, fence: number): Promise<void>;
  /** A user's channels, open or not. */
  ofUser(tenantId: string, userId: string): Promise<readonly Channel[]>;
  /** Removes the channel and all its subscriptions. */
  close(key: ChannelKey): Promise<void>;
  /** Who receives a topic (strongly consistent: a subscription made before a message sees it). */
  subscribers(tenantId: string, topic: string): Promise<readonly Subscription[]>;
}
