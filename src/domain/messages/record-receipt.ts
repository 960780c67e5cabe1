import type { IntegrationKey } from '../directory/directory.ts';
import { type DeliveryStatus, type DeliveryStore, type Place, placeOf } from './delivery.ts';

/** What a provider tells of a message that it was handed. */
export interface Receipt {
  /** Our id, where the provider gives it back; else its own. */
  readonly of: { readonly messageId: string } | { readonly providerId: string };
  readonly status: Exclude<DeliveryStatus, 'sending'>;
  readonly code?: string;
}

const placeFor = async (
  deliveries: Pick<DeliveryStore, 'find'>,
  key: IntegrationKey,
  of: Receipt['of'],
): Promise<Place | undefined> =>
  'messageId' in of ? placeOf(key.tenantId, of.messageId) : deliveries.find(key, of.providerId);

/** Moves a delivery on by what its provider tells; what is late, repeated or about nothing of ours changes nothing. */
export const recordReceipt = async (
  deps: { readonly deliveries: Pick<DeliveryStore, 'find' | 'advance'> },
  key: IntegrationKey,
  receipt: Receipt,
): Promise<void> => {
  const place = await placeFor(deps.deliveries, key, receipt.of);
  if (place === undefined) return;
  await deps.deliveries.advance(place, {
    status: receipt.status,
    integrationId: key.integrationId,
    ...(receipt.code === undefined ? {} : { code: receipt.code }),
  });
};
