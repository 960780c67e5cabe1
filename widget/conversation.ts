import type { ServerFrame } from '../src/contract/frames.ts';
import type { GuestMessage } from '../src/contract/guest.ts';
import { type GuestApi, Refused } from './guest-api.ts';
import type { Identity } from './identity.ts';
import { type Live, liveSocket } from './live-socket.ts';

/** A message as the widget shows it: stored ones have a place, one's own may still be on their way. */
export interface Line {
  readonly id: string;
  readonly mine: boolean;
  readonly text: string;
  /** Files on their way with it. */
  readonly files?: readonly File[];
  readonly state: 'sent' | 'sending' | 'failed' | 'too.long' | 'refused';
  readonly name?: string | undefined;
  readonly time?: string | undefined;
  readonly content?: GuestMessage['content'];
  /** The first line of a conversation that came after another. */
  readonly first?: boolean;
}

/** What the view shows. */
export interface Shown {
  readonly lines: readonly Line[];
  readonly connection: 'connecting' | 'live' | 'offline' | 'unavailable';
  readonly ended: boolean;
  /** Who types now, by the name of who wrote last. */
  readonly typing: string | undefined;
}

export interface Conversation {
  readonly shown: () => Shown;
  send(text: string, files?: readonly File[]): void;
  /** The guest types: told at most every few seconds. */
  typed(): void;
  fileUrl(mediaUri: string): Promise<string>;
  retry(id: string): void;
  close(): void;
}

/** ms between two signs that the guest types, and after which a sign of an agent is over. */
const typingMs = 3_000;
const typesMs = 6_000;
/** ms until another look at a place whose message is not stored yet. */
const holeMs = 1_000;

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/**
 * The guest's conversation: stored messages in the order of seq without a gap or a double, then what waits to be sent.
 * A retry carries the same clientMessageId, so that it is stored once.
 */
export const createConversation = (api: GuestApi, who: Identity, onChange: () => void): Conversation => {
  const stored: Line[] = [];
  let waiting: Line[] = [];
  let conversationId: string | undefined;
  let seq = 0;
  let connection: Shown['connection'] = 'connecting';
  let ended = false;
  let sending = Promise.resolve();
  let reading: Promise<void> | undefined;
  let readAgain = false;
  let typedAt = 0;
  let typing: string | undefined;
  let live: Live | undefined;
  let typingOver: ReturnType<typeof setTimeout> | undefined;
  /** Ids of files that are uploaded, so that a retry uploads them no more. */
  const uploaded = new Map<File, string>();

  const set = (next: Shown['connection']): void => {
    connection = next;
    onChange();
  };

  /** Takes a message at its place; answers false where something before it is missing. */
  const take = (message: GuestMessage): boolean => {
    const fresh = message.conversationId !== conversationId;
    const before = fresh ? 0 : seq;
    if (message.seq <= before) return true;
    if (message.seq > before + 1 || message.textUri !== undefined) return false;
    conversationId = message.conversationId;
    seq = message.seq;
    if (message.type === 'Lost') return true;
    const { id, text = '', name, time, content } = message;
    const mine = message.direction === 'Inbound';
    const first = fresh && stored.length > 0;
    stored.push({ id, mine, text, name, time, content, state: 'sent', first });
    ended = false;
    return true;
  };

  const readPages = async (): Promise<void> => {
    for (;;) {
      const token = await who.token();
      const page = await api.read(token, seq).catch((error: Refused) => {
        if (error.code !== 'transcript.cursor.unknown') throw error;
        return undefined;
      });
      if (page === undefined || (page.conversationId !== conversationId && seq > 0)) {
        // The customer's next conversation counts from 1 again.
        seq = 0;
        conversationId = undefined;
        continue;
      }
      for (const message of page.entities) take(message);
      ended = page.state === 'disconnected' && page.conversationId !== undefined;
      if (seq >= page.headSeq) return onChange();
      // What is missing yet is between its sender's two writes.
      if (page.entities.length === 0) {
        onChange();
        await pause(holeMs);
      }
    }
  };

  /** Reads what is missing; calls while it reads lead to one more reading. */
  const catchUp = (): Promise<void> => {
    if (reading !== undefined) {
      readAgain = true;
      return reading;
    }
    reading = readPages()
      .catch(() => {})
      .finally(() => {
        reading = undefined;
        if (!readAgain) return;
        readAgain = false;
        void catchUp();
      });
    return reading;
  };

  const types = (name: string | undefined): void => {
    clearTimeout(typingOver);
    typing = name;
    if (name !== undefined) typingOver = setTimeout(() => types(undefined), typesMs);
    onChange();
  };

  const upload = async (files: readonly File[]): Promise<{ mediaIds?: string[] }> => {
    for (const file of files)
      if (!uploaded.has(file)) uploaded.set(file, await api.upload(await who.token(), file));
    return files.length === 0 ? {} : { mediaIds: files.map((file) => uploaded.get(file) ?? '') };
  };

  /** Says a line on the socket, or by the route where that does not answer: both know it by its id. */
  const say = async (text: string, clientMessageId: string, media: { mediaIds?: string[] }) => {
    const answer = await live?.ask({ message: 'send', textBody: text, clientMessageId, ...media });
    if (answer?.message === 'sent') return answer.body as GuestMessage;
    const { status = 0, code = '' } = (answer?.error ?? {}) as { status?: number; code?: string };
    // What is the socket's own refusal, the route may still take.
    if (status !== 0 && status < 500 && status !== 401 && status !== 429) throw new Refused(status, code, 0);
    return api.send(await who.token(), { text, clientMessageId, ...media });
  };

  const deliver = async (line: Line): Promise<void> => {
    for (let attempt = 0; ; attempt += 1) {
      try {
        const media = await upload(line.files ?? []);
        const message = await say(line.text, line.id, media);
        waiting = waiting.filter(({ id }) => id !== line.id);
        if (!take(message)) await catchUp();
        return onChange();
      } catch (error) {
        const { status, retryAfter } = error as Refused;
        if (status === 401) who.forget();
        const passing = status === 0 || status === 401 || status === 429 || status >= 500;
        if (passing && attempt < 5) {
          await pause(Math.max(retryAfter * 1000, Math.random() * 500 * 2 ** attempt));
          continue;
        }
        const refused = status === 400 && line.files !== undefined;
        const state = status === 413 ? 'too.long' : refused ? 'refused' : 'failed';
        waiting = waiting.map((other) => (other.id === line.id ? { ...other, state } : other));
        return onChange();
      }
    }
  };

  const queue = (line: Line): void => {
    waiting = [...waiting.filter(({ id }) => id !== line.id), line];
    sending = sending.then(() => deliver(line));
    onChange();
  };

  const start = async (): Promise<void> => {
    try {
      const topic = await who.topic();
      live = liveSocket({
        topic,
        channel: async () => api.channel(await who.token()),
        onFrame: ({ eventBody }: ServerFrame) => {
          if (eventBody.type === 'Typing') return types(stored.findLast(({ mine }) => !mine)?.name ?? '');
          types(undefined);
          if (take(eventBody as GuestMessage)) onChange();
          else void catchUp();
        },
        onLive: () => {
          set('live');
          void catchUp();
        },
        onPong: (now) => {
          if (now.conversationId !== conversationId || now.headSeq > seq) void catchUp();
        },
        onDown: () => set('offline'),
        onRefused: () => {
          who.forget();
          void start();
        },
      });
    } catch (error) {
      set(error instanceof Refused && error.status === 404 ? 'unavailable' : 'offline');
      if (connection === 'offline') setTimeout(() => void start(), 5_000);
    }
  };
  void start();

  return {
    shown: () => ({ lines: [...stored, ...waiting], connection, ended, typing }),
    send: (text, files = []) => {
      typedAt = 0;
      const some = files.length === 0 ? {} : { files };
      queue({ id: crypto.randomUUID(), mine: true, text, state: 'sending', ...some });
    },
    typed: () => {
      // Before the first message there is nobody to tell.
      if (Date.now() - typedAt < typingMs || conversationId === undefined) return;
      typedAt = Date.now();
      if (live?.say({ message: 'typing' })) return;
      void who
        .token()
        .then(api.typing)
        .catch(() => {});
    },
    fileUrl: async (mediaUri) => api.fileUrl(await who.token(), mediaUri),
    retry: (id) => {
      const line = waiting.find((one) => one.id === id);
      if (line !== undefined) queue({ ...line, state: 'sending' });
    },
    close: () => live?.stop(),
  };
};
