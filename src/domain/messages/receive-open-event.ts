import type { InboundOpenEvent } from '../../contract/open-message.ts';
import type { AddressBook, IntegrationStore } from '../directory/directory.ts';
import type { HeadStore } from '../head/head.ts';
import { Failure } from '../shared/failure.ts';
import { type NoticeDeps, noteCustomerTyping } from '../transcript/notice.ts';

interface Deps extends NoticeDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly addresses: Pick<AddressBook, 'find'>;
  readonly integrations: Pick<IntegrationStore, 'get'>;
}

/** Notes that the customer types; one who is in no conversation types to nobody. Errors: not.found (integration). */
export const receiveOpenEvent = async (
  deps: Deps,
  tenantId: string,
  integrationId: string,
  event: InboundOpenEvent,
): Promise<void> => {
  if ((await deps.integrations.get(tenantId, integrationId)) === undefined) throw new Failure('not.found');
  const address = { tenantId, integrationId, from: event.channel.from.id };
  const conversationId = await deps.addresses.find(address, false);
  if (conversationId !== undefined)
    await noteCustomerTyping(deps, await deps.heads.get({ tenantId, conversationId }));
};
