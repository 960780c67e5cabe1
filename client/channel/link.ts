import type * as z from 'zod';
import type { Channel } from '../../src/contract/channel.ts';
import { type clientFrames, type PingFrame, ServerFrame } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Runtime } from '../runtime.ts';
import type { WebSocketConstructor } from './web-socket-like.ts';

/** A frame that the client sends; its correlation id is added where it is asked. */
export type ClientFrame = z.input<(typeof clientFrames)[keyof typeof clientFrames]>;

/** What a ping bears beside its word. */
export type Told = Omit<z.input<typeof PingFrame>, 'message' | 'correlationId'>;

/** What a ping tells beside that it lives, and who is told of its answer. */
export interface Beats {
  /** What the next ping tells and asks for. */
  told?(): Told;
  /** `sentAt` is when the ping went, ms since the epoch. */
  onPong(pong: ServerFrame, sentAt: number, told: Told): void;
}

/** One socket of one channel, from its ticket to its end. */
export interface Link {
  /** ms since the epoch at which the channel ends. */
  readonly expires: number;
  readonly open: boolean;
  send(frame: ClientFrame): void;
  /** Sends a frame and waits for the answer that carries its correlation id. Rejects when none comes. */
  ask(frame: ClientFrame): Promise<ServerFrame>;
  /** Pings now and from here on; a socket that answers two pings no more is dead and is closed. */
  beat(beats: Beats): void;
  close(): void;
}

export interface LinkDeps {
  readonly WebSocket: WebSocketConstructor;
  readonly runtime: Runtime;
}

export interface LinkHooks {
  onFrame(frame: ServerFrame): void;
  /** The link is over; said once, also where `close` ended it. */
  onClosed(): void;
}

/** ms that an answer may take. */
const answerMs = 10_000;

const parse = (data: unknown): ServerFrame | undefined => {
  try {
    return ServerFrame.safeParse(JSON.parse(String(data))).data;
  } catch {
    return undefined;
  }
};

/** Opens the socket of a channel. Rejects where it does not open. */
export const openLink = (deps: LinkDeps, channel: Channel, hooks: LinkHooks): Promise<Link> =>
  new Promise((resolve, reject) => {
    const { runtime } = deps;
    const socket = new deps.WebSocket(channel.connectUri);
    const waiting = new Map<string, { answer(frame: ServerFrame): void; fail(): void }>();
    let state: 'opening' | 'open' | 'closed' = 'opening';
    let asked = 0;
    let cancelBeat = () => {};

    const over = (): void => {
      if (state === 'closed') return;
      const opened = state === 'open';
      state = 'closed';
      cancelOpening();
      cancelBeat();
      for (const { fail } of [...waiting.values()]) fail();
      if (opened) hooks.onClosed();
      else reject(new TypeError('the socket did not open'));
    };
    const close = (): void => {
      socket.close();
      over();
    };
    const cancelOpening = runtime.later(answerMs, close);

    const send = (frame: ClientFrame): void => {
      if (state === 'open') socket.send(JSON.stringify(frame));
    };

    const ask = (frame: ClientFrame): Promise<ServerFrame> =>
      new Promise((answered, failed) => {
        asked += 1;
        const correlationId = `ask.${asked}`;
        const done = (): void => {
          cancel();
          waiting.delete(correlationId);
        };
        const fail = (): void => {
          done();
          failed(new TypeError(`no answer to ${frame.message}`));
        };
        const cancel = runtime.later(answerMs, fail);
        waiting.set(correlationId, {
          answer: (answer) => {
            done();
            answered(answer);
          },
          fail,
        });
        if (state === 'open') send({ ...frame, correlationId });
        else fail();
      });

    const beat = (beats: Beats, told = beats.told?.() ?? {}, missed = 0): void => {
      const sentAt = runtime.now();
      ask({ message: 'ping', ...told }).then(
        (pong) => {
          beats.onPong(pong, sentAt, told);
          if (state === 'open') cancelBeat = runtime.later(limits.heartbeatMs, () => beat(beats));
        },
        () => {
          if (state !== 'open') return;
          if (missed === 0) beat(beats, told, 1);
          else close();
        },
      );
    };

    socket.addEventListener('open', () => {
      if (state !== 'opening') return;
      state = 'open';
      cancelOpening();
      resolve({
        expires: Date.parse(channel.expires),
        get open() {
          return state === 'open';
        },
        send,
        ask,
        beat: (beats) => beat(beats),
        close,
      });
    });
    socket.addEventListener('message', ({ data }) => {
      const frame = state === 'open' ? parse(data) : undefined;
      if (frame === undefined) return;
      hooks.onFrame(frame);
      waiting.get(frame.metadata.correlationId ?? '')?.answer(frame);
    });
    socket.addEventListener('close', over);
    socket.addEventListener('error', close);
  });
