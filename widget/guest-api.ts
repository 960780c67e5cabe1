import type { Channel } from '../src/contract/channel.ts';
import type { GuestMessage, GuestMessageInput, GuestMessages, GuestSession } from '../src/contract/guest.ts';
import type { MediaData, MediaUpload } from '../src/contract/media.ts';

/** Where the widget's integration is. */
export interface Deployment {
  /** The API with its stage, without a slash at the end: `https://host/v1`. */
  readonly url: string;
  readonly tenantId: string;
  readonly integrationId: string;
}

/** A refusal of the API, or 0 where no answer came. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    /** Seconds after which to come back. */
    readonly retryAfter: number,
  ) {
    super(code);
  }
}

/** The guest's part of the API; every method but `session` needs a token. */
export interface GuestApi {
  session(): Promise<GuestSession>;
  send(token: string, input: GuestMessageInput): Promise<GuestMessage>;
  read(token: string, afterSeq: number): Promise<GuestMessages>;
  channel(token: string): Promise<Channel>;
  /** Says that the guest types. */
  typing(token: string): Promise<unknown>;
  /** Puts a file where a message can name it; answers its id. */
  upload(token: string, file: File): Promise<string>;
  /** Where a file is read for some minutes, by the `mediaUri` of its message. */
  fileUrl(token: string, mediaUri: string): Promise<string>;
}

/** The guest API of a deployment over `fetch`. Methods reject with Refused. */
export const guestApi = ({ url, tenantId, integrationId }: Deployment): GuestApi => {
  const reach = (address: string, init: RequestInit): Promise<Response> =>
    fetch(address, init).catch(() => {
      throw new Refused(0, 'network', 0);
    });
  const call = async <T>(
    path: string,
    token?: string,
    body?: unknown,
    method = body === undefined ? 'GET' : 'POST',
  ): Promise<T> => {
    const answer = await reach(`${url}/api/v2/webmessaging${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const read = (await answer.json().catch(() => ({}))) as { code?: string };
    if (!answer.ok)
      throw new Refused(answer.status, read.code ?? '', Number(answer.headers.get('retry-after') ?? 0));
    return read as T;
  };
  const deployment = [tenantId, integrationId].map(encodeURIComponent).join('/');
  return {
    session: () => call(`/deployments/${deployment}/sessions`, undefined, {}),
    send: (token, input) => call('/messages', token, input),
    read: (token, afterSeq) => call(`/messages?afterSeq=${afterSeq}`, token),
    channel: (token) => call('/channels', token, undefined, 'POST'),
    typing: (token) => call('/typing', token, { typing: { type: 'On' } }),
    upload: async (token, file) => {
      const { id, uploadUrl, uploadHeaders } = await call<MediaUpload>('/media', token, {
        fileName: file.name,
        contentLengthBytes: file.size,
      });
      const put = await reach(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: file });
      if (!put.ok) throw new Refused(put.status, 'upload', 0);
      return id;
    },
    fileUrl: async (token, mediaUri) =>
      (await call<MediaData>(`/media/${mediaUri.split('/').at(-1)}`, token)).url,
  };
};
