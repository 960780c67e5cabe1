import { env } from '../../contract/env.ts';
import type { Provider } from '../../domain/messages/delivery.ts';
import { type HttpCaller, publicCaller } from '../http/http-caller.ts';
import { allowedHosts } from '../http/public-address.ts';
import { log } from '../log.ts';
import { environment, optional, setting } from '../port.ts';
import { sendToMeta } from './meta.ts';
import { sendToOpen } from './open.ts';
import { sendToTwilio } from './twilio.ts';

/** Hosts of providers, which a server may stand in for on a laptop. */
const providerHosts = ['api.twilio.com', 'graph.facebook.com'];

/** Sends what is for a provider's own host to a server that stands in for it, below the host's name. */
export const throughStandIn =
  (call: HttpCaller, standIn: string): HttpCaller =>
  (request) => {
    const { host, pathname, search } = new URL(request.url);
    const url = providerHosts.includes(host) ? `${standIn}/${host}${pathname}${search}` : request.url;
    return call({ ...request, url });
  };

/** The way out; on a laptop whose operator says so, to a server of that laptop. */
const caller = (): HttpCaller => {
  const call = publicCaller(allowedHosts());
  const standIn = optional(env.loopbackProviders);
  return standIn === undefined ? call : throughStandIn(call, standIn);
};

/** Sends each message to the provider whose settings its integration has. */
export const providersOver = (call: HttpCaller, publicUrl: string): Provider => ({
  async send(message) {
    const { sms, meta, open } = message.integration;
    if (sms !== undefined) return sendToTwilio(call, publicUrl, sms, message);
    if (meta !== undefined) return sendToMeta(call, meta, message);
    if (open !== undefined) return sendToOpen(call, open, message);
    return { accepted: false, code: 'integration.has.no.provider' };
  },
});

/** The port of the providers: what one refuses for good is logged by its channel. */
export const provider = setting('provider', [{ on: 'publicUrl', actions: [] }], (): Provider => {
  const providers = providersOver(caller(), environment(env.publicUrl));
  return {
    async send(message) {
      const result = await providers.send(message);
      if (!result.accepted) log('warn', 'delivery.refused', { channel: message.integration.messageType });
      return result;
    },
  };
});
