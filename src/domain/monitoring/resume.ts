import { limits } from '../../contract/limits.ts';
import { getTranscript } from '../../contract/routes/monitoring.ts';
import { admit } from '../head/admit.ts';
import type { HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import type { SocketPrincipal } from '../sockets/channel.ts';
import { metadataFrame, type Sockets } from '../sockets/fan-out.ts';
import type { TranscriptStore } from '../transcript/message.ts';
import { readPage, showLost } from '../transcript/read-transcript.ts';
import { entryFrame } from '../transcript/tell-monitor.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly sockets: Pick<Sockets, 'push'>;
  readonly clock: Clock;
}

/** Who may read a conversation that is in progress; what is read after its end is audited, by its route alone. */
const ways = getTranscript.access.filter(({ state }) => state === undefined);

/**
 * Sends this socket what came after a seq, in order, a page at most, then says how far it got and how far the
 * conversation has: to its monitor, and to an agent, who may have joined late. An agent's frames bear no fence: they are
 * the same monitored or free. Errors: not.found, missing.permissions, monitor.lease.lost, transcript.cursor.unknown.
 */
export const resume = async (
  deps: Deps,
  me: SocketPrincipal,
  frame: {
    readonly conversationId: string;
    readonly afterSeq: number;
    readonly correlationId?: string | undefined;
  },
): Promise<void> => {
  const { head, way } = await admit(deps, me, ways, { conversationId: frame.conversationId });
  const fence = way.as === 'monitor' ? head.fence : undefined;
  const page = await readPage(deps, head, frame.afterSeq, limits.transcriptPage, showLost);
  for (const entry of page.entries) {
    if ((await deps.sockets.push(me.connectionId, entryFrame(entry, fence))) !== 'sent') return;
  }
  const upTo = page.entries.at(-1)?.seq ?? frame.afterSeq;
  await deps.sockets.push(
    me.connectionId,
    metadataFrame(
      {
        message: 'resumed',
        conversationId: frame.conversationId,
        upTo,
        headSeq: head.seq,
        more: page.more,
      },
      frame.correlationId,
    ),
  );
};
