import { limits } from '../../contract/limits.ts';
import type { HeadStore } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import type { SocketPrincipal } from '../sockets/channel.ts';
import { metadataFrame, type Sockets } from '../sockets/fan-out.ts';
import type { TranscriptStore } from '../transcript/message.ts';
import { readPage, showLost } from '../transcript/read-transcript.ts';
import { entryFrame } from '../transcript/tell-monitor.ts';
import { monitoredHead } from './read-transcript-page.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly sockets: Pick<Sockets, 'push'>;
  readonly clock: Clock;
}

/**
 * Sends this socket what came after a seq, in order, a page at most, then says how far it got and how far the
 * conversation has. Errors: not.found, monitor.lease.lost, transcript.cursor.unknown.
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
  const head = await monitoredHead(deps, me, frame.conversationId);
  const page = await readPage(deps, head, frame.afterSeq, limits.transcriptPage, showLost);
  for (const entry of page.entries) {
    if ((await deps.sockets.push(me.connectionId, entryFrame(entry, head.fence))) !== 'sent') return;
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
