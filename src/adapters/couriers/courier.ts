import type { Courier } from '../../domain/messages/delivery.ts';
import type { HttpCaller } from '../http/http-caller.ts';
import { handToMeta } from './meta-courier.ts';
import { handToOpen } from './open-courier.ts';
import { handToTwilio } from './twilio-courier.ts';

/** Hands each message to the provider whose settings its integration has. */
export const providerCourier = (call: HttpCaller, publicUrl: string): Courier => ({
  async hand(parcel) {
    const { sms, meta, open } = parcel.integration;
    if (sms !== undefined) return handToTwilio(call, publicUrl, sms, parcel);
    if (meta !== undefined) return handToMeta(call, meta, parcel);
    if (open !== undefined) return handToOpen(call, open, parcel);
    return { accepted: false, code: 'integration.has.no.provider' };
  },
});
