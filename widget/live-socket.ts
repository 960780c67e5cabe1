import type { Channel } from '../src/contract/channel.ts';
import type { ServerFrame } from '../src/contract/frames.ts';

/** What the socket tells. */
export interface LiveHooks {
  /** Opens a notification channel; the socket's ticket is in it. */
  channel(): Promise<Channel>;
  readonly topic: string;
  onFrame(frame: ServerFrame): void;
  /** The topic is subscribed: what came before must be read now. */
  onLive(): void;
  /** How far the guest's conversation is, as each ping is answered. */
  onPong(conversation: { readonly conversationId: string; readonly headSeq: number }): void;
  onDown(): void;
  /** The credential is refused: nothing will mend it. */
  onRefused(): void;
}

/** The socket while the widget is in use. */
export interface Live {
  /** Says something, if the topic is subscribed: false where it is not. */
  say(frame: object): boolean;
  /** Says something and answers what comes back; undefined where nothing does, or there is no socket. */
  ask(frame: object): Promise<ServerFrame['eventBody'] | undefined>;
  stop(): void;
}

/** ms until an answer must have come. */
const answerMs = 10_000;
/** UTF-8 bytes that a frame can have: the API's limits.frameBytes, with room for its correlation id. */
const frameBytes = 32_000;
/** ms between pings: the API's limits.heartbeatMs. */
const pingMs = 20_000;
/** ms to wait at most before another attempt. */
const longestWaitMs = 15_000;

/**
 * Keeps one subscribed socket while the widget is in use: it reconnects with full jitter, at once when the browser says
 * that it is online again.
 */
export const liveSocket = (hooks: LiveHooks): Live => {
  let over = false;
  let failures = 0;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pings: ReturnType<typeof setInterval> | undefined;
  let answered = true;
  let live = false;
  let asked = 0;
  const asking = new Map<string, (body?: ServerFrame['eventBody']) => void>();

  const say = (frame: object): boolean => {
    const text = JSON.stringify(frame);
    const fits = live && new TextEncoder().encode(text).length <= frameBytes;
    if (fits) socket?.send(text);
    return fits;
  };

  const later = (): void => {
    if (over) return;
    failures += 1;
    clearTimeout(timer);
    timer = setTimeout(() => void connect(), Math.random() * Math.min(longestWaitMs, 500 * 2 ** failures));
  };

  const connect = async (): Promise<void> => {
    clearTimeout(timer);
    let uri: string;
    try {
      uri = (await hooks.channel()).connectUri;
    } catch (error) {
      if ((error as { status?: number }).status === 401) return hooks.onRefused();
      return later();
    }
    if (over) return;
    const mine = new WebSocket(uri);
    socket = mine;
    mine.onopen = () => {
      mine.send(JSON.stringify({ message: 'subscribe', topics: [hooks.topic] }));
      answered = true;
      pings = setInterval(() => {
        if (!answered) return mine.close();
        answered = false;
        say({ message: 'ping' });
      }, pingMs);
    };
    mine.onmessage = ({ data }) => {
      answered = true;
      const frame = JSON.parse(String(data)) as ServerFrame;
      if (frame.topicName !== 'channel.metadata') hooks.onFrame(frame);
      else if (frame.eventBody.message === 'subscribed') {
        live = true;
        failures = 0;
        hooks.onLive();
      } else if (frame.eventBody.message === 'pong') {
        for (const one of frame.eventBody.conversations as Parameters<LiveHooks['onPong']>[0][])
          hooks.onPong(one);
      } else asking.get(frame.metadata.correlationId ?? '')?.(frame.eventBody);
    };
    mine.onclose = () => {
      clearInterval(pings);
      live = false;
      for (const answer of asking.values()) answer();
      if (socket !== mine || over) return;
      hooks.onDown();
      later();
    };
  };

  const online = (): void => {
    failures = 0;
    if (socket === undefined || socket.readyState > 1) void connect();
  };
  addEventListener('online', online);
  void connect();
  return {
    say,
    ask: (frame) =>
      new Promise((resolve) => {
        asked += 1;
        const correlationId = `${asked}`;
        const late = setTimeout(() => asking.get(correlationId)?.(), answerMs);
        asking.set(correlationId, (body) => {
          clearTimeout(late);
          asking.delete(correlationId);
          resolve(body);
        });
        if (!say({ ...frame, correlationId })) asking.get(correlationId)?.();
      }),
    stop: () => {
      over = true;
      removeEventListener('online', online);
      clearTimeout(timer);
      clearInterval(pings);
      socket?.close();
    },
  };
};
