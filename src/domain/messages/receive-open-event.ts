import type { InboundOpenEvent } from '../../contract/open-message.ts';
import type { AddressBook, IntegrationStore } from '../directory/directory.ts';
import type { HeadStore } from '../head/head.ts';
import { inOrder } from '../head/head.ts';
import { Failure } from '../shared/failure.ts';
import { type NoticeDeps, noteTyping } from '../transcript/notice.ts';

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
  const head = conversationId === undefined ? undefined : await deps.heads.get({ tenantId, conversationId });
  if (head === undefined || head.state === 'ended') return;
  const participantId = inOrder(head.participants).find(([, p]) => p.purpose === 'customer')?.[0];
  if (participantId !== undefined) await noteTyping(deps, head, participantId, 'customer');
};
