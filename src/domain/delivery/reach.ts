import type { Integration } from '../../contract/integration.ts';

/**
 * How an agent's words reach the customer: handed to a provider, pushed to a guest's own socket, or not by us: then
 * whoever brought the customer's messages reads the answers.
 */
export type Reach = 'provider' | 'guest';

/** How this integration reaches its customers; fixed for a conversation when it starts. */
export const reachOf = (integration: Integration): Reach | undefined => {
  const { sms, meta, open } = integration;
  return sms !== undefined || meta !== undefined || open !== undefined ? 'provider' : undefined;
};
