import type { TwilioStatus } from '../../contract/twilio-status.ts';
import type { DeliveryStatus, DeliveryStore } from '../delivery/delivery-store.ts';
import { recordReceipt } from '../delivery/record-receipt.ts';
import type { IntegrationKey } from './integration-secrets.ts';

const stages: Readonly<Record<string, Exclude<DeliveryStatus, 'sending'>>> = {
  sent: 'sent',
  delivered: 'delivered',
  read: 'read',
  undelivered: 'failed',
  failed: 'failed',
};

/** Records what became of an SMS; stages before it leaves Twilio say nothing new. */
export const receiveTwilioStatus = async (
  deps: { readonly deliveries: DeliveryStore },
  key: IntegrationKey,
  messageId: string,
  { MessageStatus, ErrorCode }: TwilioStatus,
): Promise<void> => {
  const status = Object.hasOwn(stages, MessageStatus) ? stages[MessageStatus] : undefined;
  if (status === undefined) return;
  const code = ErrorCode === undefined ? {} : { code: ErrorCode };
  await recordReceipt(deps, key, { of: { messageId }, status, ...code });
};
