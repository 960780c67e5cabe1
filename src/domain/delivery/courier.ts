import type { Integration } from '../../contract/integration.ts';
import type { IntegrationSecret } from '../../contract/integration-secret.ts';
import type { Place } from './place.ts';

/** A message on its way out. */
export interface Parcel {
  readonly place: Place;
  readonly integration: Integration;
  readonly secret: IntegrationSecret;
  /** The customer's address at the integration. */
  readonly to: string;
  readonly text: string;
  /** ms since the epoch. */
  readonly time: number;
}

/** What the provider made of a message. */
export type Handed =
  | { readonly accepted: true; readonly providerId?: string; readonly receiptsByProviderId?: boolean }
  /** For good: trying again would change nothing. */
  | { readonly accepted: false; readonly code: string };

/** Hands messages to their providers; throws where trying again may help. */
export interface Courier {
  hand(parcel: Parcel): Promise<Handed>;
}
