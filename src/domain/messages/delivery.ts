import type { Integration, IntegrationSecret } from '../../contract/integration.ts';
import type { MessageData } from '../../contract/message.ts';
import type { IntegrationKey } from '../directory/directory.ts';
import type { ConversationKey } from '../head/head.ts';
import type { SignedUrl } from '../transcript/media.ts';
import type { Media } from '../transcript/message.ts';

/** Names one message that has a way to go: its conversation and its seq. */
export interface Place extends ConversationKey {
  readonly seq: number;
}

/** Messages that wait for delivery, in the order of their conversation. Holds ids and nothing that a person wrote. */
export interface Outbox {
  /** Takes a message durably; taking it again does no harm. */
  enqueue(place: Place): Promise<void>;
}

/** Messages whose files wait to be fetched from where their provider keeps them. Holds ids and nothing that a person wrote. */
export interface Fetches {
  /** Takes a message durably; taking it again does no harm. */
  enqueue(place: Place): Promise<void>;
}

/** A message on its way out. */
export interface OutboundMessage {
  readonly place: Place;
  readonly integration: Integration;
  readonly secret: IntegrationSecret;
  /** The customer's address at the integration. */
  readonly to: string;
  readonly text: string;
  /** Its files, each with an address at which the provider fetches it. */
  readonly media: readonly (Media & SignedUrl)[];
  /** ms since the epoch. */
  readonly time: number;
}

/** What the provider made of a message. */
export type SendResult =
  | { readonly accepted: true; readonly providerId?: string; readonly receiptsByProviderId?: boolean }
  /** For good: trying again would change nothing. */
  | { readonly accepted: false; readonly code: string };

/** Sends messages to their providers; throws where trying again may help. */
export interface Provider {
  send(message: OutboundMessage): Promise<SendResult>;
}

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

/** How far a message is known to have come, in the contract's word. */
export const messageStatus = (delivery: Delivery | undefined): MessageData['status'] =>
  delivery === undefined || delivery.status === 'sending' ? 'queued' : delivery.status;
