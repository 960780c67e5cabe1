import { env } from '../../contract/env.ts';
import type { Provider } from '../../domain/messages/delivery.ts';
import type { ProvidersFiles } from '../../domain/messages/fetch-files.ts';
import { type HttpCaller, publicCaller, publicFileCaller } from '../http/http-caller.ts';
import { allowedHosts } from '../http/public-address.ts';
import { log } from '../log.ts';
import { environment, optional, setting } from '../port.ts';
import { filesOver, isFileHost } from './files.ts';
import { sendToMeta } from './meta.ts';
import { sendToOpen } from './open.ts';
import { sendToTwilio } from './twilio.ts';

/** Whether a host is a provider's, which a server may stand in for on a laptop. */
const isProvidersHost = (host: string): boolean =>
  ['api.twilio.com', 'graph.facebook.com'].includes(host) || isFileHost(host);

/** Sends what is for a provider's own host to a server that stands in for it, below the host's name. */
export const throughStandIn =
  <R extends { readonly url: string }, A>(call: (request: R) => Promise<A>, standIn: string) =>
  (request: R): Promise<A> => {
    const { host, pathname, search } = new URL(request.url);
    const url = isProvidersHost(host) ? `${standIn}/${host}${pathname}${search}` : request.url;
    return call({ ...request, url });
  };

/** The way out; on a laptop whose operator says so, to a server of that laptop. */
const wayOut = <R extends { readonly url: string }, A>(
  call: (request: R) => Promise<A>,
): ((request: R) => Promise<A>) => {
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
  const providers = providersOver(wayOut(publicCaller(allowedHosts())), environment(env.publicUrl));
  return {
    async send(message) {
      const result = await providers.send(message);
      if (!result.accepted) log('warn', 'delivery.refused', { channel: message.integration.messageType });
      return result;
    },
  };
});

/** The port of files that providers keep: one that cannot be had is logged by its channel and the reason. */
export const providersFiles = setting('providersFiles', [], (): ProvidersFiles => {
  const files = filesOver(wayOut(publicFileCaller(allowedHosts())));
  return {
    async get(integration, secret, attachment) {
      const found = await files.get(integration, secret, attachment);
      if ('reason' in found)
        log('warn', 'fetch.refused', { channel: integration.messageType, reason: found.reason });
      return found;
    },
  };
});
