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
  onDown(): void;
  /** The credential is refused: nothing will mend it. */
  onRefused(): void;
}

/** ms between pings: the API's limits.heartbeatMs. */
const pingMs = 20_000;
/** ms to wait at most before another attempt. */
const longestWaitMs = 15_000;

/**
 * Keeps one subscribed socket while the widget is in use: it reconnects with full jitter, at once when the browser says
 * that it is online again. Answers what ends it.
 */
export const liveSocket = (hooks: LiveHooks): (() => void) => {
  let over = false;
  let failures = 0;
  let socket: WebSocket | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pings: ReturnType<typeof setInterval> | undefined;
  let answered = true;

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
    const say = (frame: unknown) => mine.readyState === 1 && mine.send(JSON.stringify(frame));
    mine.onopen = () => {
      say({ message: 'subscribe', topics: [hooks.topic] });
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
      else if (frame.eventBody?.message === 'subscribed') {
        failures = 0;
        hooks.onLive();
      }
    };
    mine.onclose = () => {
      clearInterval(pings);
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
  return () => {
    over = true;
    removeEventListener('online', online);
    clearTimeout(timer);
    clearInterval(pings);
    socket?.close();
  };
};
