import { type TwilioSms, twilioMedia } from '../../contract/twilio-sms.ts';
import { Failure } from '../failure.ts';
import type { IntegrationStore } from '../routing/directory.ts';
import { checkSize } from '../transcript/check-size.ts';
import { type ReceiveDeps, receiveMessages } from '../transcript/receive-messages.ts';
import type { IntegrationKey } from './integration-secrets.ts';

/**
 * Takes in an SMS whose signature was verified. Every text is a message, opt-out words too: Twilio keeps the opt-out
 * itself, and who monitors sees what the customer wrote.
 * Errors: payload.too.large, not.found (an SMS integration, or its queue).
 */
export const receiveSms = async (
  deps: ReceiveDeps & { readonly integrations: IntegrationStore },
  key: IntegrationKey,
  sms: TwilioSms,
): Promise<void> => {
  checkSize(sms.Body);
  const integration = await deps.integrations.get(key.tenantId, key.integrationId);
  if (integration?.messageType !== 'sms') throw new Failure('not.found');
  const content = twilioMedia(sms);
  const message = {
    messageId: sms.MessageSid,
    text: sms.Body,
    ...(content.length === 0 ? {} : { content }),
  };
  await receiveMessages(deps, key.tenantId, integration, { address: sms.From, name: 'Customer' }, [message]);
};
