import { topics } from '../../contract/topics.ts';
import { type GuestHeadDeps, guestHead } from '../directory/guest.ts';
import type { HeadStore } from '../head/head.ts';
import { renew } from '../head/monitoring-transitions.ts';
import type { Clock } from '../shared/clock.ts';
import { type ChannelStore, type SocketPrincipal, transcriptIds } from '../sockets/channel.ts';
import { metadataFrame, type Sockets } from '../sockets/fan-out.ts';

interface Deps extends GuestHeadDeps {
  readonly heads: Pick<HeadStore, 'apply' | 'get'>;
  readonly channels: Pick<ChannelStore, 'get'>;
  readonly sockets: Pick<Sockets, 'push'>;
  readonly clock: Clock;
}

/** What one heartbeat found of one monitored conversation, or of the guest's own. */
type Beat = { readonly conversationId: string } & (
  | { readonly headSeq: number; readonly fence?: number; readonly leaseExpiresAt?: string }
  | { readonly lost: true }
);

const beat = async (
  deps: Deps,
  me: SocketPrincipal,
  conversationId: string,
  fence: number,
): Promise<Beat> => {
  const now = deps.clock.now();
  const key = { tenantId: me.tenantId, conversationId };
  const outcome = await deps.heads.apply(key, renew({ supervisorId: me.userId, fence }, now));
  const { head } = outcome;
  const holds = outcome.ok || outcome.refusal === 'overtaken';
  if (!holds || head?.lease === undefined) return { conversationId, lost: true };
  return {
    conversationId,
    headSeq: head.seq,
    fence,
    leaseExpiresAt: new Date(head.lease.expires).toISOString(),
  };
};

/** The newest seq of the guest's conversation, if there is one. */
const beatOfGuest = async (deps: Deps, me: SocketPrincipal): Promise<readonly Beat[]> => {
  const head = await guestHead(deps, me);
  return head === undefined ? [] : [{ conversationId: head.conversationId, headSeq: head.seq }];
};

/**
 * Renews every monitoring session that this socket follows and answers a pong with each one's newest seq, a guest's
 * with that of their own conversation: a client that missed the last push of a conversation learns of it here. A lost session is named; why it ended is told with
 * its end, which also takes its topic away.
 *
 * @param sent what became of messages that the ping asked for
 * @returns whether the socket's user holds a session that it follows
 */
export const heartbeat = async (
  deps: Deps,
  me: SocketPrincipal,
  correlationId: string | undefined,
  sent?: readonly object[],
): Promise<boolean> => {
  const ofMonitor = async (): Promise<readonly Beat[]> => {
    const { fences = {}, topics: own = [] } = (await deps.channels.get(me)) ?? {};
    return Promise.all(
      transcriptIds(own).map((id) => beat(deps, me, id, fences[topics.transcript(id)] ?? 0)),
    );
  };
  const beats = await (me.guestOf === undefined ? ofMonitor() : beatOfGuest(deps, me));
  await deps.sockets.push(
    me.connectionId,
    metadataFrame(
      { message: 'pong', conversations: beats, ...(sent === undefined ? {} : { sent }) },
      correlationId,
    ),
  );
  return beats.some((each) => 'leaseExpiresAt' in each);
};
