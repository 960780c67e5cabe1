import WebSocket from 'ws';
import type { ServerFrame } from '../../../src/contract/frames.ts';
import { createChannel } from '../../../src/contract/routes/notifications.ts';
import { eventually } from './eventually.ts';
import type { LocalApp, Who } from './local-app.ts';

/** A raw socket of one user, with every frame it received, as text and read. */
export interface Listening {
  readonly raw: readonly string[];
  readonly frames: () => readonly ServerFrame[];
  send(frame: unknown): void;
  /** The first frame that is as wanted. */
  frame(wanted: (frame: ServerFrame) => boolean): Promise<ServerFrame>;
  /** Waits until all that the server had sent before has arrived. */
  flushed(): Promise<void>;
  readonly closed: Promise<number>;
  close(): void;
}

/** Opens a channel's socket and subscribes to topics; what becomes of each is in the `subscribed` frame. */
export const listen = async (app: LocalApp, who: Who, topics: readonly string[] = []): Promise<Listening> => {
  const { connectUri } = await app.as(who).call(createChannel);
  const socket = new WebSocket(connectUri);
  const raw: string[] = [];
  socket.on('message', (data) => raw.push(String(data)));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const frames = () => raw.map((text) => JSON.parse(text) as ServerFrame);
  const frame = async (wanted: (frame: ServerFrame) => boolean): Promise<ServerFrame> => {
    const found = await eventually(
      async () => frames().find(wanted),
      (f) => f !== undefined,
    );
    return found as ServerFrame;
  };
  const send = (content: unknown) =>
    socket.send(typeof content === 'string' ? content : JSON.stringify(content));
  if (topics.length > 0) {
    send({ message: 'subscribe', topics, correlationId: 'listen' });
    await frame((f) => f.metadata.correlationId === 'listen');
  }
  const flushed = () =>
    new Promise<void>((resolve) => {
      socket.once('pong', () => resolve());
      socket.ping();
    });
  return { raw, frames, send, frame, flushed, closed, close: () => socket.close() };
};
