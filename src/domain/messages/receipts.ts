import type { IntegrationKey } from '../directory/directory.ts';
import type { HeadStore } from '../head/head.ts';
import { type NoticeDeps, noteChange } from '../transcript/notice.ts';
import type { Delivery, DeliveryStatus, DeliveryStore, Place } from './delivery.ts';

/** The place that a message id of this tenant names, or undefined. */
export const placeOf = (tenantId: string, messageId: string): Place | undefined => {
  const [, conversationId, seq] = /^(.+)\.([1-9]\d{0,9})$/.exec(messageId) ?? [];
  return conversationId === undefined ? undefined : { tenantId, conversationId, seq: Number(seq) };
};

/** What moving a delivery on needs. */
export interface MoveOnDeps extends NoticeDeps {
  readonly deliveries: Pick<DeliveryStore, 'advance'>;
  readonly heads: Pick<HeadStore, 'get'>;
}

/** Moves a delivery on, and notes that it did; what is as far already changes nothing. */
export const moveOn = async (deps: MoveOnDeps, place: Place, to: Delivery): Promise<void> => {
  if (!(await deps.deliveries.advance(place, to))) return;
  const head = await deps.heads.get(place);
  if (head !== undefined && head.state !== 'ended')
    await noteChange(deps, head, { kind: 'delivery', messageSeq: place.seq });
};

/** What a provider tells of a message that it was handed. */
export interface Receipt {
  /** Our id, where the provider gives it back; else its own. */
  readonly of: { readonly messageId: string } | { readonly providerId: string };
  readonly status: Exclude<DeliveryStatus, 'sending'>;
  readonly code?: string;
}

/** What taking in receipts needs. */
export interface ReceiptDeps extends MoveOnDeps {
  readonly deliveries: Pick<DeliveryStore, 'find' | 'advance'>;
}

const placeFor = async (
  deliveries: Pick<DeliveryStore, 'find'>,
  key: IntegrationKey,
  of: Receipt['of'],
): Promise<Place | undefined> =>
  'messageId' in of ? placeOf(key.tenantId, of.messageId) : deliveries.find(key, of.providerId);

/** Moves a delivery on by what its provider tells; what is late, repeated or about nothing of ours changes nothing. */
export const recordReceipt = async (
  deps: ReceiptDeps,
  key: IntegrationKey,
  receipt: Receipt,
): Promise<void> => {
  const place = await placeFor(deps.deliveries, key, receipt.of);
  if (place === undefined) return;
  await moveOn(deps, place, {
    status: receipt.status,
    integrationId: key.integrationId,
    ...(receipt.code === undefined ? {} : { code: receipt.code }),
  });
};
