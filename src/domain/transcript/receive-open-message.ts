import type { InboundOpenMessage, NormalizedMessage } from '../../contract/open-message.ts';
import { Failure } from '../failure.ts';
import type { IntegrationStore } from '../routing/directory.ts';
import { checkSize } from './check-size.ts';
import { customerFrom, inboundOf, normalized } from './open-message.ts';
import { type ReceiveDeps, receiveMessages } from './receive-messages.ts';

interface Deps extends ReceiveDeps {
  readonly integrations: IntegrationStore;
}

/**
 * Takes in what a customer wrote, as a connector hands it in. In the steady state this is two writes and no read.
 * Errors: payload.too.large, not.found (integration, or its queue).
 */
export const receiveOpenMessage = async (
  deps: Deps,
  tenantId: string,
  integrationId: string,
  message: InboundOpenMessage,
): Promise<NormalizedMessage> => {
  checkSize(message.text);
  const integration = await deps.integrations.get(tenantId, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  const { from } = message.channel;
  const stored = await receiveMessages(deps, tenantId, integration, customerFrom(from), [inboundOf(message)]);
  return normalized(message, stored);
};
