import { parseTopic } from '../../contract/topics.ts';
import type { Principal } from '../shared/principal.ts';

/** A notification channel: what one socket of one user may receive. Times are ms since the epoch. */
export interface Channel extends Omit<Principal, 'from'> {
  readonly channelId: string;
  /** When the channel was made. */
  readonly created: number;
  /** The channel's last moment: its socket's or its token's end, the earlier of the two. */
  readonly until: number;
  /** Absent until the socket is open. */
  readonly connectionId?: string;
  /** When its socket was opened. */
  readonly opened?: number;
  readonly topics: readonly string[];
  /** For each transcript among the topics: the fence of the session that it was permitted under. */
  readonly fences?: Readonly<Record<string, number>>;
}

/** One channel's interest in one topic. */
export interface Subscription {
  readonly tenantId: string;
  readonly topic: string;
  readonly channelId: string;
  readonly userId: string;
  /** When the token was issued that made the channel: a later revocation of the user ends what it may receive. */
  readonly issued: number;
  /** Absent until the socket is open. */
  readonly connectionId?: string;
  /** When its socket was opened. */
  readonly opened?: number;
  readonly until: number;
  /** For a transcript: the fence of the session that it was permitted under. */
  readonly fence?: number;
  /** Whether this user may be told who monitors a conversation that they took no part in. */
  readonly knowsMonitors?: boolean;
  /** For what is another user's: the divisions of the subscriber, of which alone they are told. */
  readonly divisions?: readonly string[];
}

/** The conversation ids of the transcripts among a channel's topics. */
export const transcriptIds = (topics: readonly string[]): readonly string[] =>
  topics.flatMap((topic) => {
    const parsed = parseTopic(topic);
    return parsed?.kind === 'transcript' ? [parsed.id] : [];
  });

/** Names one channel. */
export interface ChannelKey {
  readonly tenantId: string;
  readonly channelId: string;
}

/** One of a user's channels, as much as listing and closing them takes. */
export interface OwnChannel extends ChannelKey {
  readonly created: number;
  readonly issued: number;
  readonly until: number;
  readonly connectionId?: string;
}

/** How far the messages of a topic have been pushed in one scope. */
export interface Reached {
  /** What it counts for: the fence of a session, or a guest's conversation. */
  readonly scope: string;
  /** The seq up to which everything was pushed, but for what is missing. */
  readonly upTo: number;
  /** Places up to it that had not been stored when they were passed over. */
  readonly missing: readonly number[];
  /** The newest seq that was handed over and is held back behind a hole that may be filled yet. */
  readonly held?: number;
}

/** Who receives a topic, and how far its messages have been pushed. */
export interface Audience {
  readonly subscriptions: readonly Subscription[];
  /** By scope: the pushes of one that is over take nothing from the next. */
  readonly reached: ReadonlyMap<string, Reached>;
}

/** Where channels and their subscriptions live. */
export interface ChannelStore {
  create(channel: Channel, ticketHash: string, ticketUntil: number): Promise<void>;
  get(key: ChannelKey): Promise<Channel | undefined>;
  /** Takes the ticket: once, and only while it lives. Undefined for any other. */
  redeem(key: ChannelKey, ticketHash: string, now: number): Promise<Channel | undefined>;
  /** Binds the open socket, in the channel and in each of its subscriptions. Undefined where the channel is gone. */
  open(key: ChannelKey, connectionId: string, now: number): Promise<Channel | undefined>;
  subscribe(subscriptions: readonly Subscription[]): Promise<void>;
  unsubscribe(key: ChannelKey, topics: readonly string[]): Promise<void>;
  /** Gives up a transcript where it is still held under this fence: a newer session's subscription stays. */
  giveUp(key: ChannelKey, topic: string, fence: number): Promise<void>;
  /** A user's channels, open or not. */
  ofUser(tenantId: string, userId: string): Promise<readonly OwnChannel[]>;
  /** Removes the channel and all its subscriptions. */
  close(key: ChannelKey): Promise<void>;
  /** Who receives a topic (strongly consistent: a subscription made before a message sees it). */
  subscribers(tenantId: string, topic: string): Promise<readonly Subscription[]>;
  /** As `subscribers`, and how far the topic's messages were pushed: one query. */
  audience(tenantId: string, topic: string): Promise<Audience>;
  /** Says that a scope begins, or goes on, at a seq: what is before it is read and not pushed. Nothing where it is nearer. */
  begin(tenantId: string, topic: string, scope: string, upTo: number, now: number): Promise<void>;
  /** Keeps how far a topic's messages were pushed. */
  reach(tenantId: string, topic: string, reached: Reached, now: number): Promise<void>;
}

/** Who is at the other end of a socket: the principal whose ticket opened it, and the socket itself. */
export interface SocketPrincipal extends Principal {
  readonly channelId: string;
  readonly connectionId: string;
}
