import { parseTopic } from '../../contract/topics.ts';
import { Failure } from '../failure.ts';
import { metadataFrame } from './answer.ts';
import type { AuthorizeDeps } from './authorize-topic.ts';
import type { ChannelStore } from './channel-store.ts';
import type { SocketPrincipal } from './socket-principal.ts';
import type { Sockets } from './sockets.ts';
import { subscribe } from './subscribe.ts';

interface Deps extends AuthorizeDeps {
  readonly channels: ChannelStore;
  readonly sockets: Sockets;
}

/** Subscribes the socket's channel, and answers what became of each topic. */
export const subscribeFrame = async (
  deps: Deps,
  me: SocketPrincipal,
  frame: { readonly topics: readonly string[]; readonly correlationId?: string | undefined },
): Promise<void> => {
  const channel = await deps.channels.get(me);
  if (channel === undefined) throw new Failure('not.found');
  const topics = await subscribe(deps, { ...channel, connectionId: me.connectionId }, frame.topics);
  await deps.sockets.push(
    me.connectionId,
    metadataFrame({ message: 'subscribed', topics }, frame.correlationId),
  );
};

/** Gives topics up. */
export const unsubscribeFrame = async (
  deps: Pick<Deps, 'channels' | 'sockets'>,
  me: SocketPrincipal,
  frame: { readonly topics: readonly string[]; readonly correlationId?: string | undefined },
): Promise<void> => {
  await deps.channels.unsubscribe(me, frame.topics);
  await deps.sockets.push(
    me.connectionId,
    metadataFrame({ message: 'unsubscribed', topics: frame.topics }, frame.correlationId),
  );
};

/** The conversation ids of the transcripts among a channel's topics. */
export const transcriptIds = (topics: readonly string[]): readonly string[] =>
  topics.flatMap((topic) => {
    const parsed = parseTopic(topic);
    return parsed?.kind === 'transcript' ? [parsed.id] : [];
  });
