import type { ServerFrame } from '../../contract/frames.ts';
import type { Sockets } from '../../domain/sockets/fan-out.ts';

/** Sockets in memory: each open connection keeps the frames it received; the others are gone. */
export const memorySockets = () => {
  const open = new Map<string, ServerFrame[]>();
  const sockets: Sockets = {
    async push(connectionId, frame) {
      const received = open.get(connectionId);
      if (received === undefined) return 'gone';
      received.push(frame);
      return 'sent';
    },
    async disconnect(connectionId) {
      open.delete(connectionId);
    },
  };
  return {
    ...sockets,
    connect: (connectionId: string): readonly ServerFrame[] => {
      const received: ServerFrame[] = [];
      open.set(connectionId, received);
      return received;
    },
  };
};
