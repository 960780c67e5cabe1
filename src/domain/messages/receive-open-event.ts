import type { InboundOpenEvent } from '../../contract/open-message.ts';
import { inOrder } from '../head/head.ts';
import type { HeadStore } from '../head/head-store.ts';
import type { AddressBook, IntegrationStore } from '../routing/directory.ts';
import type { After } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { FanOutDeps } from '../sockets/fan-out.ts';
import { tellMonitor } from '../transcript/tell-monitor.ts';

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
