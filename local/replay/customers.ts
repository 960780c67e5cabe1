import { WebSocket } from 'ws';
import { type Link, openLink } from '../../client/channel/link.ts';
import { createClient } from '../../client/client.ts';
import { ProblemError, problemOf } from '../../client/rest/problem-error.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { LocalFile } from '../../client/upload.ts';
import type { ServerFrame } from '../../src/contract/frames.ts';
import { GuestMessage, type GuestSession } from '../../src/contract/guest.ts';
import { receiveOpenMessage, receiveOpenMessages } from '../../src/contract/routes/messages.ts';
import {
  createGuestChannel,
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
  /** What the agent said that came to them by their channel so far; absent where a connector reads the answers. */
  heard?(): readonly string[];
  close?(): void;
}

interface Who {
  /** Unique: what message ids begin with, and a connector's customer's address. */
  readonly key: string;
  readonly name: string;
  readonly integrationId: string;
  readonly signal: AbortSignal;
}

/** A customer whose messages a connector hands in, one by one or as bulks of one; it sends no files. */
export const connectorsCustomer = (
  { key, name, integrationId, signal }: Who,
  connector: Actor,
  isBulk = false,
): Customer => ({
  async say(text, number) {
    const params = { integrationId };
    const message = {
      channel: { messageId: `${key}.${number}`, from: { id: key, idType: 'Opaque', nickname: name } },
      type: 'Text',
      text,
      direction: 'Inbound',
    } as const;
    if (!isBulk) return connector.client.call(receiveOpenMessage, { params, body: message, signal });
    const body = { messages: [message] };
    const { entities } = await connector.client.call(receiveOpenMessages, { params, body, signal });
    const [outcome] = entities;
    if (outcome === undefined) throw new Error('a bulk answered nothing');
    if ('seq' in outcome.body) return outcome.body;
    throw new ProblemError(outcome.body);
  },
});

/**
 * A guest of a website, with files: by the guest API, or on a socket that also tells what the agent says; what the socket
 * does not take goes by the API, which knows it by its id.
 */
export const guest = (
  { key, name, integrationId, signal }: Who,
  { url, tenantId }: { readonly url: string; readonly tenantId: string },
  isOnSocket = false,
): Customer => {
  let session: Promise<GuestSession> | undefined;
  let token = '';
  let link: Link | undefined;
  const told: string[] = [];
  const { call } = createClient({ url, token: () => token, fetch, WebSocket });
  const uploaded = new Map<number, string>();

  const upload = async ({ fileName, bytes }: LocalFile): Promise<string> => {
    const body = { fileName, contentLengthBytes: bytes.length };
    const { id, uploadUrl, uploadHeaders } = await call(createGuestMedia, { body, signal });
    const answer = await fetch(uploadUrl, { method: 'PUT', headers: uploadHeaders, body: bytes, signal });
    if (answer.status !== 200) throw problemOf(answer.status, await answer.text(), null);
    return id;
  };
  const open = async (topic: string): Promise<Link> => {
    const hooks = {
      onFrame: ({ topicName, eventBody }: ServerFrame) => {
        if (topicName !== topic || eventBody.type === 'Typing') return;
        told.push(GuestMessage.parse(eventBody).text ?? '');
      },
      onClosed: () => {
        link = undefined;
      },
    };
    const opened = await openLink(
      { WebSocket, runtime: systemRuntime },
      await call(createGuestChannel, { signal }),
      hooks,
    );
    await opened.ask({ message: 'subscribe', topics: [topic] });
    opened.beat({ onPong: () => {} });
    return opened;
  };
  const begin = async (): Promise<GuestSession> => {
    const params = { tenantId, integrationId };
    const begun = await call(createGuestSession, { params, body: { nickname: name }, signal });
    token = begun.token;
    if (isOnSocket) link = await open(begun.topic);
    return begun;
  };
  return {
    async say(text, number, file) {
      session ??= begin();
      await session.catch((error: unknown) => {
        session = undefined;
        throw error;
      });
      if (file !== undefined && !uploaded.has(number)) uploaded.set(number, await upload(file));
      const id = uploaded.get(number);
      const more = { clientMessageId: `${key}.${number}`, ...(id === undefined ? {} : { mediaIds: [id] }) };
      const answer = await link?.ask({ message: 'send', textBody: text, ...more }).catch(() => undefined);
      if (answer?.eventBody.message === 'sent') return GuestMessage.parse(answer.eventBody.body);
      return call(sendGuestMessage, { body: { text, ...more }, signal });
    },
    ...(isOnSocket ? { heard: () => told } : {}),
    close: () => link?.close(),
  };
};
