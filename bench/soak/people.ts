import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import WebSocket from 'ws';
import { type Client, createClient, type MonitorChannel } from '../../client/client.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { type ServerFrame as Frame, ServerFrame } from '../../src/contract/frames.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import { receiveOpenMessage } from '../../src/contract/routes/messages.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import { patchPresence } from '../../src/contract/routes/users.ts';
import {
  createGuestChannel,
  createGuestSession,
  sendGuestMessage,
} from '../../src/contract/routes/web-messaging.ts';
import { topics } from '../../src/contract/topics.ts';
import { tokenOf } from '../local/cast.ts';
import type { Seen } from './judges.ts';

/** Somebody who calls the API, and all that their sockets are told. */
export interface Named {
  readonly id: string;
  readonly client: Client;
  /** The one channel that they have open while the soak goes on. */
  readonly channel: MonitorChannel;
  /** What this person is answered to a GET of a path, read as bytes. */
  see(path: string): Promise<Seen>;
  /** Frames of their sockets since the start, with when each came (`performance.now()`). */
  readonly frames: { readonly at: number; readonly frame?: Frame; readonly text: string }[];
  /** Opens a socket beside those of the client and subscribes on it; it is not mended. */
  listen(connectUri: string, topic: string): void;
  /** Breaks their sockets off, as a network does; answers how many there were. */
  drop(): number;
}

/** The people of one tenant. */
export interface People {
  readonly tenantId: string;
  readonly agents: readonly [Named, Named];
  readonly supervisors: readonly [Named, Named];
}

/** Who writes to the agents: a guest of a website, or a connector's customer, who has no socket. */
export interface Customer {
  readonly guest?: Named;
  say(text: string): Promise<{ readonly conversationId: string; readonly seq: number }>;
}

/** An idempotent call, however often what serves it is killed. */
export const persist = <T>(act: () => Promise<T>): Promise<T> =>
  retrying(systemRuntime, { attempts: 40 }, act);

/** Asks again until the answer is as wanted, or for so long; answers the last. */
export const askUntil = async <T>(
  ask: () => T | Promise<T>,
  wanted: (answer: T) => boolean,
  { mostMs, everyMs }: { readonly mostMs: number; readonly everyMs: number },
): Promise<T> => {
  const from = performance.now();
  for (;;) {
    const answer = await ask();
    if (wanted(answer) || performance.now() - from >= mostMs) return answer;
    await pause(everyMs);
  }
};

/** Frames that are remembered of one person: what is looked at is at most some seconds old. */
const remembered = 500;

/** Somebody with a token, whose sockets can be dropped and are listened to. */
export const person = (url: string, id: string, token: string): Named => {
  const open = new Set<WebSocket>();
  const frames: Named['frames'] = [];
  class Tapped extends WebSocket {
    constructor(address: string) {
      super(address);
      open.add(this);
      this.on('message', (data) => {
        const text = String(data);
        // The gateway itself says so, in a form of its own, where what a frame is for was killed.
        const frame = ServerFrame.safeParse(JSON.parse(text)).data;
        frames.push({ at: performance.now(), ...(frame && { frame }), text });
        if (frames.length > remembered) frames.shift();
      });
      this.on('close', () => open.delete(this));
    }
  }
  const client = createClient({ url, token: () => token, fetch, WebSocket: Tapped });
  let channel: MonitorChannel | undefined;
  return {
    id,
    frames,
    client,
    get channel() {
      channel ??= client.openChannel();
      return channel;
    },
    see: (path) =>
      persist(async () => {
        const answer = await fetch(`${url}/api/v2${path}`, { headers: { authorization: `Bearer ${token}` } });
        const body = await answer.text();
        if (answer.status >= 500) throw new TypeError(`${path} is answered by ${answer.status}`);
        return { status: answer.status, headers: [...answer.headers.keys()].sort().join(), body };
      }),
    listen: (connectUri, topic) => {
      const socket = new Tapped(connectUri);
      socket.on('error', () => {});
      socket.on('open', () => socket.send(JSON.stringify({ message: 'subscribe', topics: [topic] })));
    },
    drop: () => {
      const dropped = open.size;
      for (const socket of open) socket.terminate();
      return dropped;
    },
  };
};

/** A guest of a tenant's website with a socket of their own, and how they say something. */
export const guestOf = async (url: string, people: People): Promise<Customer> => {
  const params = { tenantId: people.tenantId, integrationId: 'web' };
  const session = await persist(() => people.agents[0].client.call(createGuestSession, { params }));
  const guest = person(url, session.id, session.token);
  const channel = await persist(() => guest.client.call(createGuestChannel));
  guest.listen(channel.connectUri, session.topic);
  return {
    guest,
    say: async (text) => {
      const body = { text, clientMessageId: randomUUID() };
      return persist(() => guest.client.call(sendGuestMessage, { body }));
    },
  };
};

/** A customer who writes through a connector. */
export const outsiderOf = (people: People): Customer => {
  const from = { id: randomUUID() };
  return {
    say: async (text) => {
      const body = { channel: { messageId: randomUUID(), from }, text };
      const params = { integrationId: 'web' };
      return persist(() => people.agents[0].client.call(receiveOpenMessage, { params, body }));
    },
  };
};

const withToken = async (url: string, tenantId: string, id: string): Promise<Named> => {
  return person(url, id, await tokenOf(url, { tenantId, userId: id, expiresIn: 86_400 }));
};

/** A tenant of its own with a queue, an integration, two agents and two supervisors who are Available. */
export const peopleOf = async (url: string): Promise<People> => {
  const tenantId = randomUUID();
  const make = (name: string) => withToken(url, tenantId, `${name}-${tenantId.slice(0, 8)}`);
  const agents = [await make('alpha'), await make('beta')] as const;
  const supervisors = [await make('gamma'), await make('delta')] as const;
  const { call } = agents[0].client;
  const queue = { params: { queueId: 'queue-1' }, body: { name: 'Queue', division: { id: 'division-1' } } };
  await persist(() => call(putQueue, queue));
  const body = { messageType: 'webmessaging', queue: { id: 'queue-1' } } as const;
  await persist(() => call(putIntegration, { params: { integrationId: 'web' }, body }));
  const available = { presenceDefinition: { systemPresence: 'Available' } } as const;
  for (const { id, channel } of agents) channel.listen(topics.myConversations(id), { frame: () => {} });
  for (const { id, client } of supervisors)
    await persist(() => client.call(patchPresence, { params: { userId: id }, body: available }));
  return { tenantId, agents, supervisors };
};
