import type { Asked } from '../../contract/frames.ts';
import { fingerprint, type HeadStore, seqOf } from '../head/head.ts';
import type { SocketPrincipal } from '../sockets/channel.ts';
import { messageId, type TranscriptStore } from '../transcript/message.ts';

interface AskDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly transcript: Pick<TranscriptStore, 'get'>;
}

/** A message that was asked for and is stored. */
export interface Confirmed {
  readonly conversationId: string;
  readonly clientMessageId: string;
  readonly id: string;
  readonly seq: number;
}

/**
 * Which of the messages that their sender asks for are stored, among the newest of their conversations. What is not told
 * may have been said within the last second, or is sent again under its `clientMessageId`, not quietly, and is stored once. Only the sender's own are found: their id is
 * part of what they are known by.
 */
export const confirmSent = async (
  deps: AskDeps,
  { tenantId, userId }: SocketPrincipal,
  asked: readonly Asked[],
): Promise<readonly Confirmed[]> => {
  const ids = [...new Set(asked.map((one) => one.conversationId))];
  const read = async (conversationId: string) => deps.heads.get({ tenantId, conversationId }, 'late');
  const heads = new Map(await Promise.all(ids.map(async (id) => [id, await read(id)] as const)));
  const stored = await Promise.all(
    asked.map(async ({ conversationId, communicationId, clientMessageId }): Promise<readonly Confirmed[]> => {
      const head = heads.get(conversationId);
      if (head === undefined || head.deliveryMode === 'provider') return [];
      const seq = seqOf(head, fingerprint(communicationId, userId, clientMessageId, '0'));
      if (seq === undefined || seq <= 0) return [];
      // A seq that was taken is no message yet: its sender may have died in between.
      const entry = await deps.transcript.get(head, seq, 'late');
      if (entry === undefined || entry.type === 'Lost') return [];
      return [{ conversationId, clientMessageId, id: messageId(conversationId, seq), seq }];
    }),
  );
  return stored.flat();
};
