import { type TwilioSms, type TwilioStatus, twilioMedia, twilioPlace } from '../../contract/webhooks.ts';
import type { IntegrationKey, IntegrationStore } from '../directory/directory.ts';
import { Failure } from '../shared/failure.ts';
import { checkSize } from '../transcript/message.ts';
import type { DeliveryStatus } from './delivery.ts';
import { type ReceiptDeps, recordReceipt } from './receipts.ts';
import { type ReceiveByReferenceDeps, receiveMessages } from './receive-messages.ts';
import { keptAttributes } from './recipient.ts';

/**
 * Takes in an SMS whose signature was verified. Every text is a message, opt-out words too: Twilio keeps the opt-out
 * itself, and who monitors sees what the customer wrote.
 * Errors: payload.too.large, not.found (an SMS integration, or its queue).
 */
export const receiveSms = async (
  deps: ReceiveByReferenceDeps & { readonly integrations: Pick<IntegrationStore, 'get'> },
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
  const customer = { address: sms.From, name: 'Customer', attributes: keptAttributes(twilioPlace(sms)) };
  await receiveMessages(deps, key.tenantId, integration, customer, [message]);
};

const stages: Readonly<Record<string, Exclude<DeliveryStatus, 'sending'>>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
};

/** Records what became of an SMS; stages before it leaves Twilio say nothing new. */
export const receiveTwilioStatus = async (
  deps: ReceiptDeps,
  key: IntegrationKey,
  messageId: string,
  { MessageStatus, ErrorCode }: TwilioStatus,
): Promise<void> => {
  const status = Object.hasOwn(stages, MessageStatus) ? stages[MessageStatus] : undefined;
  if (status === undefined) return;
  const code = ErrorCode === undefined ? {} : { code: ErrorCode };
  await recordReceipt(deps, key, { of: { messageId }, status, ...code });
};
