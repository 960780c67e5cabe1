import type { ConversationKey } from '../../domain/head/head.ts';
import type { Recipient, Recipients } from '../../domain/messages/delivery.ts';

/** Recipients in memory. */
export const memoryRecipients = (): Recipients => {
  const recipients = new Map<string, Recipient>();
  const keyOf = (key: ConversationKey) => JSON.stringify([key.tenantId, key.conversationId]);
  return {
    put: async (key, recipient) => {
      recipients.set(keyOf(key), recipient);
    },
    get: async (key) => recipients.get(keyOf(key)),
  };
};
