import * as z from 'zod';
import type { Attachment, FileReason } from '../../contract/content.ts';
import type { Integration, IntegrationSecret } from '../../contract/integration.ts';
import { limits } from '../../contract/limits.ts';
import type { ProvidersFiles } from '../../domain/messages/fetch-files.ts';
import type { FileAnswer, FileCaller } from '../http/http-caller.ts';
import { PrivateAddress } from '../http/public-address.ts';
import { graph } from './meta.ts';
import { ProviderBusy, passing } from './provider-answer.ts';

/** Who asks a host for a file: the headers that it wants, by which hosts it may be at. */
interface Source {
  readonly url: string;
  readonly isAllowed: (url: URL) => boolean;
  /** The integration's credential, for the hosts to which it belongs and no other. */
  readonly headers: (url: URL) => Readonly<Record<string, string>>;
}

/** Redirects that are followed: Twilio's one leads to its store, and that is all that is documented. */
const redirects = 2;

/** Where Twilio keeps what it was sent (https://www.twilio.com/docs/messaging/api/media-resource). */
const twilioHosts = ['api.twilio.com', 'mms.twiliocdn.com', 'media.twiliocdn.com'];
/** Where Meta keeps what WhatsApp was sent (https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media). */
const whatsAppHost = 'lookaside.fbsbx.com';
/** What the hosts end in where Meta keeps what pages were sent. */
const pageHosts = ['.fbcdn.net', '.fbsbx.com'];

/** Whether a host is one at which a provider keeps files. */
export const isFileHost = (host: string): boolean =>
  [...twilioHosts, whatsAppHost].includes(host) || pageHosts.some((end) => host.endsWith(end));

const none = () => ({});
const bearer = (accessToken: string | undefined): Record<string, string> => {
  if (accessToken === undefined) throw new ProviderBusy('no access token is set');
  return { Authorization: `Bearer ${accessToken}` };
};

/** What WhatsApp says of a file: where it is, for five minutes. */
const Located = z.looseObject({ url: z.url(), file_size: z.coerce.number().optional() });

const isOfWhatsApp = (integration: Integration): boolean =>
  integration.meta !== undefined && 'phoneNumberId' in integration.meta;

/** The hosts that an integration names itself: for the files of its messages, and the one that takes its answers. */
const ownHosts = ({ mediaHosts = [], open }: Integration): readonly string[] => [
  ...mediaHosts,
  ...(open === undefined ? [] : [new URL(open.outboundNotificationWebhookUrl).host]),
];

const sourceOf = (integration: Integration, secret: IntegrationSecret, url: string): Source => {
  const own = ownHosts(integration);
  const isOwn = ({ host }: URL): boolean => own.includes(host);
  const { sms, meta } = integration;
  if (sms !== undefined) {
    const account = `/2010-04-01/Accounts/${sms.accountSid}/`;
    const isAllowed = (to: URL): boolean =>
      isOwn(to) ||
      (twilioHosts.includes(to.host) && (to.host !== 'api.twilio.com' || to.pathname.startsWith(account)));
    const headers = ({ host }: URL): Record<string, string> => {
      if (host !== 'api.twilio.com') return {};
      if (secret.authToken === undefined) throw new ProviderBusy('no auth token is set');
      const basic = Buffer.from(`${sms.accountSid}:${secret.authToken}`).toString('base64');
      return { Authorization: `Basic ${basic}` };
    };
    return { url, isAllowed, headers };
  }
  if (meta === undefined) return { url, isAllowed: isOwn, headers: none };
  const isAllowed = (to: URL): boolean => isOwn(to) || pageHosts.some((end) => to.host.endsWith(end));
  return { url, isAllowed, headers: none };
};

type Found = { readonly mime: string; readonly bytes: Buffer<ArrayBuffer> } | { readonly reason: FileReason };

/** What an answer means where it is none of 2xx. Throws where asking again may help. */
const refusal = ({ status }: FileAnswer): { readonly reason: FileReason } => {
  if (status === 404 || status === 410) return { reason: 'not.found' };
  if (passing(status)) throw new ProviderBusy(`status ${status}`);
  return { reason: 'refused' };
};

/** A host that is none of the public internet's is none that was meant: asking again would change nothing. */
const isPrivate = (error: unknown): undefined => {
  if (error instanceof PrivateAddress) return undefined;
  throw error;
};

const get = async (call: FileCaller, { url, isAllowed, headers }: Source): Promise<Found> => {
  let to = new URL(url);
  for (let hop = 0; hop <= redirects; hop += 1) {
    if (!isAllowed(to)) return { reason: 'host.not.allowed' };
    const request = { url: to.href, headers: headers(to), limit: limits.mediaBytes };
    const answer = await call(request).catch(isPrivate);
    if (answer === undefined) return { reason: 'host.not.allowed' };
    if (answer.status >= 300 && answer.status < 400 && answer.location !== undefined) {
      if (!URL.canParse(answer.location, to.href)) return { reason: 'refused' };
      to = new URL(answer.location, to);
      continue;
    }
    if (answer.status < 200 || answer.status >= 300) return refusal(answer);
    return answer.bytes === undefined ? { reason: 'too.large' } : { mime: answer.mime, bytes: answer.bytes };
  }
  return { reason: 'refused' };
};

/** WhatsApp names a file by its id, and tells for five minutes where it is. */
const fromWhatsApp = async (
  call: FileCaller,
  { accessToken }: IntegrationSecret,
  id: string,
): Promise<Found> => {
  const headers = bearer(accessToken);
  const answer = await call({ url: `${graph}/${encodeURIComponent(id)}`, headers, limit: 65_536 });
  if (answer.status !== 200) return refusal(answer);
  const { data } = Located.safeParse(JSON.parse(answer.bytes?.toString('utf8') ?? 'null'));
  if (data === undefined) throw new ProviderBusy('no address of the file was told');
  if ((data.file_size ?? 0) > limits.mediaBytes) return { reason: 'too.large' };
  return get(call, { url: data.url, isAllowed: ({ host }) => host === whatsAppHost, headers: () => headers });
};

/** Gets files from where the integration's provider keeps them, by its credential, and from hosts that it names itself. */
export const filesOver = (call: FileCaller): ProvidersFiles => ({
  async get(integration: Integration, secret: IntegrationSecret, { id, url }: Attachment): Promise<Found> {
    if (url !== undefined) return get(call, sourceOf(integration, secret, url));
    if (id === undefined || !isOfWhatsApp(integration)) return { reason: 'not.found' };
    return fromWhatsApp(call, secret, id);
  },
});
