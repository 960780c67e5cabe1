import type { ConversationKey } from '../conversation/head.ts';

/** Where a conversation's customer is reached: kept with the conversation and deleted with it. */
export interface Recipient {
  readonly integrationId: string;
  readonly address: string;
}

/** The customers' addresses, by conversation. */
export interface Recipients {
  put(key: ConversationKey, recipient: Recipient): Promise<void>;
  get(key: ConversationKey): Promise<Recipient | undefined>;
}
