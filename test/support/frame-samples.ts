import type { clientFrames } from '../../src/contract/frames.ts';
import { topics } from '../../src/contract/topics.ts';

/** Every word that a client can say on a socket. */
export type FrameWord = keyof typeof clientFrames;

interface Part {
  readonly conversationId: string;
  readonly participantId: string;
}

const samples: Readonly<Record<FrameWord, (part: Part) => object>> = {
  ping: () => ({}),
  subscribe: ({ conversationId }) => ({ topics: [topics.transcript(conversationId)] }),
  unsubscribe: ({ conversationId }) => ({ topics: [topics.transcript(conversationId)] }),
  resume: ({ conversationId }) => ({ conversationId, afterSeq: 0 }),
  send: ({ conversationId, participantId }) => ({
    conversationId,
    communicationId: participantId,
    textBody: 'Said by frame',
  }),
  typing: ({ conversationId, participantId }) => ({ conversationId, communicationId: participantId }),
};

/** The smallest frame of a word, about a part of a conversation where it names one; a new frame needs its line here. */
export const frameOf = (message: FrameWord, part: Part, correlationId: string) => ({
  message,
  ...samples[message](part),
  correlationId,
});
