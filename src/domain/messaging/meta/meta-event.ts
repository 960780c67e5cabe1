import type { Receipt } from '../../delivery/record-receipt.ts';
import type { Customer, InboundMessage } from '../../transcript/receive-messages.ts';

/** One thing of a batch, in the words of all channels. */
export type MetaEvent =
  | { readonly kind: 'message'; readonly customer: Customer; readonly message: InboundMessage }
  | { readonly kind: 'receipt'; readonly receipt: Receipt };
