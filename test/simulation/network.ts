import type { ServerFrame } from '../../src/contract/frames.ts';
import type { Pushed } from '../../src/domain/sockets/fan-out.ts';
import type { Actor } from './actor.ts';

/** The sockets that are open, and who sits at their other ends. */
export interface Network {
  /** `closed` is told when the server closes it. */
  open(connectionId: string, to: Actor, receive: (frame: ServerFrame) => void, closed: () => void): void;
  /** Closed by who sits at its end. */
  close(connectionId: string): void;
  /** Closed by the server. */
  disconnect(connectionId: string): void;
  /** What API Gateway answers to a push. */
  deliver(connectionId: string, frame: ServerFrame): Pushed;
}

/** A network that tells `onFrame` of every frame that arrives. */
export const newNetwork = (onFrame: (to: Actor, frame: ServerFrame) => void): Network => {
  const ends = new Map<
    string,
    { readonly to: Actor; readonly receive: (frame: ServerFrame) => void; readonly closed: () => void }
  >();
  return {
    open: (connectionId, to, receive, closed) => void ends.set(connectionId, { to, receive, closed }),
    close: (connectionId) => void ends.delete(connectionId),
    disconnect(connectionId) {
      const end = ends.get(connectionId);
      ends.delete(connectionId);
      end?.closed();
    },
    deliver(connectionId, frame) {
      const end = ends.get(connectionId);
      if (end === undefined) return 'gone';
      onFrame(end.to, frame);
      end.receive(frame);
      return 'sent';
    },
  };
};
