import { env, metrics } from '../../contract/env.ts';
import type { Courier } from '../../domain/messages/delivery.ts';
import { type HttpCaller, publicCaller } from '../http/http-caller.ts';
import { allowedHosts } from '../http/public-address.ts';
import { count } from '../metrics.ts';
import { environment, setting } from '../port.ts';
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

/** The port of the providers: what one refuses for good is counted by its channel. */
export const courier = setting('courier', [{ on: 'publicUrl', actions: [] }], (): Courier => {
  const providers = providerCourier(publicCaller(allowedHosts()), environment(env.publicUrl));
  return {
    async hand(parcel) {
      const handed = await providers.hand(parcel);
      if (!handed.accepted) count(metrics.deliveryRefused, parcel.integration.messageType);
      return handed;
    },
  };
});
