import type { IntegrationKey } from '../messaging/integration-secrets.ts';
import type { Place } from './place.ts';

/**
 * How far a message is on its way to the customer; it only ever moves on:
 *
 *     (none) ─claim▶ sending ─▶ sent ─▶ delivered ─▶ read
 *                       └──────────┴───────┴──▶ failed
 */
export type DeliveryStatus = 'sending' | 'sent' | 'delivered' | 'read' | 'failed';

/** The order of the stages: a receipt that comes late changes nothing. */
export const deliveryRank: Readonly<Record<DeliveryStatus, number>> = {
  sending: 1,
  sent: 2,
  delivered: 3,
  read: 4,
  failed: 5,
};

/** What is recorded of one delivery. */
export interface Delivery {
  readonly status: DeliveryStatus;
  readonly integrationId: string;
  readonly providerId?: string;
  /** Why the provider refused it. */
  readonly code?: string;
}

/** Deliveries, one a message. */
export interface DeliveryStore {
  /**
   * Takes a message for one attempt, until a time in ms since the epoch. `busy` where another attempt has it,
   * `done` where it has left already.
   */
  claim(
    place: Place,
    integrationId: string,
    now: number,
    until: number,
  ): Promise<'claimed' | 'busy' | 'done'>;
  /** Gives up an attempt that came to nothing, so that the next need not wait. */
  release(place: Place): Promise<void>;
  /** Moves a delivery of this integration on; false where there is none, or where it is as far already. */
  advance(place: Place, to: Delivery): Promise<boolean>;
  get(place: Place): Promise<Delivery | undefined>;
  /** Remembers which message a provider's id stands for, for receipts that name nothing else. */
  point(key: IntegrationKey, providerId: string, place: Place, until: number): Promise<void>;
  find(key: IntegrationKey, providerId: string): Promise<Place | undefined>;
}
