import type { Recipient, Recipients } from '../../domain/messages/delivery.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** Recipients in memory. */
export const memoryRecipients = (table: ConversationTable = conversationTable()): Recipients => {
  const recipients = table.kind<Recipient>();
  return {
    put: async (key, recipient) => recipients.put(key, '', recipient),
    get: async (key) => recipients.get(key, ''),
  };
};
