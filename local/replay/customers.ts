import { WebSocket } from 'ws';
import { createClient } from '../../client/client.ts';
import { problemOf } from '../../client/rest/problem-error.ts';
import type { LocalFile } from '../../client/upload.ts';
import { receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import {
  createGuestMedia,
  createGuestSession,
  sendGuestMessage,
} from '../../src/contract/routes/web-messaging.ts';
import type { Actor } from './cast.ts';

/** Where a message was stored. */
export interface Stored {
  readonly conversationId: string;
  readonly seq: number;
}

/** Who writes to the agent, by any way in. Saying a message again, by its number, stores it once. */
export interface Customer {
  say(text: string, number: number, file?: LocalFile): Promise<Stored>;
}

interface Who {
  /** Unique: what message ids begin with, and a connector's customer's address. */
  readonly key: string;
  readonly name: string;
  readonly integrationId: string;
  readonly signal: AbortSignal;
}

/** A customer whose messages a connector hands in; it sends no files. */
export const connectorsCustomer = (
  { key, name, integrationId, signal }: Who,
  connector: Actor,
): Customer => ({
  say: (text, number) =>
    connector.client.call(receiveOpenMessage, {
      params: { integrationId },
      body: {
        channel: { messageId: `${key}.${number}`, from: { id: key, idType: 'Opaque', nickname: name } },
        type: 'Text',
        text,
        direction: 'Inbound',
      },
      signal,
    }),
});

/** A guest of a website, by the guest API, with files. */
export const guest = (
  { key, name, integrationId, signal }: Who,
  { url, tenantId }: { readonly url: string; readonly tenantId: string },
): Customer => {
  let token = '';
  const { call } = createClient({ url, token: () => token, fetch, WebSocket });
  const uploaded = new Map<number, string>();

  const upload = async ({ fileName, bytes }: LocalFile): Promise<string> => {
    const body = { fileName, contentLengthBytes: bytes.length };
    const { id, uploadUrl, uploadHeaders } = await call(createGuestMedia, { body, signal });
    const answer = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: bytes, signal });
    if (answer.status !== 200) throw problemOf(answer.status, await answer.text(), null);
    return id;
  };
  return {
    async say(text, number, file) {
      if (token === '') {
        const params = { tenantId, integrationId };
        token = (await call(createGuestSession, { params, body: { nickname: name }, signal })).token;
      }
      if (file !== undefined && !uploaded.has(number)) uploaded.set(number, await upload(file));
      const id = uploaded.get(number);
      const body = {
        text,
        clientMessageId: `${key}.${number}`,
        ...(id === undefined ? {} : { mediaIds: [id] }),
      };
      return call(sendGuestMessage, { body, signal });
    },
  };
};
