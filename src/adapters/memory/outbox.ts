import type { Outbox, Place } from '../../domain/messages/delivery.ts';

/** An outbox in memory; `waiting` is what it holds, in order. */
export const memoryOutbox = (): Outbox & { readonly waiting: readonly Place[] } => {
  const waiting: Place[] = [];
  return {
    waiting,
    enqueue: async ({ tenantId, conversationId, seq }) => {
      waiting.push({ tenantId, conversationId, seq });
    },
  };
};
