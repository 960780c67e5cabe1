import type { Client } from '../../client/client.ts';
import { startMonitoring } from '../../src/contract/routes/monitoring.ts';
import { topics } from '../../src/contract/topics.ts';
import type { Talk } from './cast.ts';

/** A monitor's open socket on one conversation. */
export interface Watch {
  /** When the message with this seq came through the socket (performance.now), once it has. */
  arrival(seq: number): Promise<number>;
  stop(): void;
}

/** Starts to monitor a conversation's agent, and waits until its transcript is received. */
export const watch = async (supervisor: Client, talk: Talk): Promise<Watch> => {
  const { conversationId, participantId } = talk;
  await supervisor.call(startMonitoring, { params: { conversationId, participantId } });
  const came = new Map<number, number>();
  const waiting = new Map<number, (at: number) => void>();
  const channel = supervisor.openChannel();
  const topic = topics.transcript(conversationId);
  await new Promise<void>((resolve, reject) => {
    channel.listen(topic, {
      permitted: resolve,
      rejected: (reason) => reject(new Error(`the transcript was refused: ${reason}`)),
      frame: ({ topicName, eventBody }) => {
        if (topicName !== topic || typeof eventBody.seq !== 'number') return;
        const at = performance.now();
        came.set(eventBody.seq, at);
        waiting.get(eventBody.seq)?.(at);
      },
    });
  });
  return {
    arrival: async (seq) => came.get(seq) ?? new Promise((resolve) => waiting.set(seq, resolve)),
    stop: () => channel.close(),
  };
};
