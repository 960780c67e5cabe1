import { createHash } from 'node:crypto';
import type { CustomerAttributes } from '../../contract/journey.ts';
import { limits } from '../../contract/limits.ts';
import { beginning, bytesOfJson } from '../../contract/text.ts';
import type { ConversationKey } from '../head/head.ts';

/** Who a conversation's customer is, and where they are reached: kept with the conversation and deleted with it. */
export interface Recipient {
  readonly integrationId: string;
  readonly address: string;
  /** As the channel named them; absent in what was kept before names were. */
  readonly name?: string;
  /** What the channel said of them beside. */
  readonly attributes?: CustomerAttributes;
}

/** By what the conversations of one customer are found: 128 bits of a hash over integration and address. */
export const customerMark = ({ integrationId, address }: Recipient): string =>
  createHash('sha256').update(`${integrationId}#${address}`).digest().subarray(0, 16).toString('base64url');

/** What is kept of what a channel says of a customer: as many of it, in its order, as an item has room for. */
export const keptAttributes = (said: Readonly<Record<string, unknown>>): CustomerAttributes => {
  const kept: Record<string, string> = {};
  for (const [name, value] of Object.entries(said)) {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
    if (name === '' || name.length > limits.customerAttributeName) continue;
    const longer = { ...kept, [name]: beginning(String(value), limits.customerAttributeValue) };
    if (Object.keys(longer).length > limits.customerAttributes) break;
    if (bytesOfJson(longer) <= limits.customerBytes) Object.assign(kept, longer);
  }
  return kept;
};

/** The customers, by conversation. */
export interface Recipients {
  put(key: ConversationKey, recipient: Recipient): Promise<void>;
  get(key: ConversationKey): Promise<Recipient | undefined>;
}
