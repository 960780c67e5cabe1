import type { InboundOpenEvent } from '../../contract/open-message.ts';
import type { After } from '../after.ts';
import type { FanOutDeps } from '../channel/fan-out.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { inOrder } from '../conversation/in-order.ts';
import { Failure } from '../failure.ts';
import { tellMonitor } from '../monitoring/tell-monitor.ts';
import type { AddressBook, IntegrationStore } from '../routing/directory.ts';

interface Deps extends FanOutDeps {
  readonly heads: HeadStore;
  readonly addresses: AddressBook;
  readonly integrations: IntegrationStore;
  readonly after: After;
}

/**
 * Shows the one who monitors that the customer types; nothing is stored, and a customer who is in no conversation
 * types to nobody. Errors: not.found (integration).
 */
export const receiveOpenEvent = async (
  deps: Deps,
  tenantId: string,
  integrationId: string,
  event: InboundOpenEvent,
): Promise<void> => {
  if ((await deps.integrations.get(tenantId, integrationId)) === undefined) throw new Failure('not.found');
  const address = { tenantId, integrationId, from: event.channel.from.id };
  const conversationId = await deps.addresses.find(address, false);
  const head = conversationId === undefined ? undefined : await deps.heads.get({ tenantId, conversationId });
  if (head === undefined || head.state === 'ended') return;
  const participantId = inOrder(head.participants).find(([, p]) => p.purpose === 'customer')?.[0];
  const typing = { type: 'Typing', participantId, purpose: 'customer' };
  deps.after(() => tellMonitor(deps, head, typing, () => typing));
};
