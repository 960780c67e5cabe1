import { env } from '../../contract/env.ts';
import type { Provider } from '../../domain/messages/delivery.ts';
import { type HttpCaller, publicCaller } from '../http/http-caller.ts';
import { allowedHosts } from '../http/public-address.ts';
import { log } from '../log.ts';
import { environment, setting } from '../port.ts';
import { sendToMeta } from './meta.ts';
import { sendToOpen } from './open.ts';
import { sendToTwilio } from './twilio.ts';

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
  const providers = providersOver(publicCaller(allowedHosts()), environment(env.publicUrl));
  return {
    async send(message) {
      const result = await providers.send(message);
      if (!result.accepted) log('warn', 'delivery.refused', { channel: message.integration.messageType });
      return result;
    },
  };
});
