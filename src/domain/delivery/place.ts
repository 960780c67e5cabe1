import type { ConversationKey } from '../conversation/head.ts';

/** Names one message that has a way to go: its conversation and its seq. */
export interface Place extends ConversationKey {
  readonly seq: number;
}

/** The place that a message id of this tenant names, or undefined. */
export const placeOf = (tenantId: string, messageId: string): Place | undefined => {
  const [, conversationId, seq] = /^(.+)\.([1-9]\d{0,9})$/.exec(messageId) ?? [];
  return conversationId === undefined ? undefined : { tenantId, conversationId, seq: Number(seq) };
};
