import * as z from 'zod';
import type { Asked, ServerFrame } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Runtime } from '../runtime.ts';

/** Messages that were sent quietly, of which pings ask whether they are stored. */
export interface Confirmations {
  /** Whether a message that was sent just now is stored, as a later ping finds; false where nobody can tell. */
  isStored(asked: Asked, signal: AbortSignal): Promise<boolean>;
  /** What the next ping asks for. */
  take(): readonly Asked[];
  /** A ping that asked for these was answered. */
  answered(asked: readonly Asked[], pong: ServerFrame): void;
  /** No ping is sent any more. */
  close(): void;
}

/** ms after which a message is asked for: the server reads late, and knows it by then. */
const settledMs = 1_500;

const Pong = z.object({
  sent: z.array(z.object({ conversationId: z.string(), clientMessageId: z.string() })),
});

/** Makes the confirmations of a channel. */
export const confirmations = (runtime: Pick<Runtime, 'now'>): Confirmations => {
  let isClosed = false;
  let waiting: readonly {
    readonly asked: Asked;
    readonly since: number;
    readonly signal: AbortSignal;
    readonly answer: (isStored: boolean) => void;
  }[] = [];
  return {
    isStored: (asked, signal) =>
      new Promise((answer) => {
        if (isClosed) answer(false);
        else waiting = [...waiting, { asked, since: runtime.now(), signal, answer }];
      }),
    take: () => {
      waiting = waiting.filter(({ signal }) => !signal.aborted);
      const settled = waiting.filter(({ since }) => runtime.now() - since >= settledMs);
      return settled.slice(0, limits.askedPerPing).map(({ asked }) => asked);
    },
    answered: (asked, pong) => {
      const stored = Pong.safeParse(pong.eventBody).data?.sent ?? [];
      for (const each of waiting.filter((one) => asked.includes(one.asked)))
        each.answer(
          stored.some(
            ({ conversationId, clientMessageId }) =>
              conversationId === each.asked.conversationId && clientMessageId === each.asked.clientMessageId,
          ),
        );
      waiting = waiting.filter((one) => !asked.includes(one.asked));
    },
    close: () => {
      isClosed = true;
      for (const { answer } of waiting) answer(false);
      waiting = [];
    },
  };
};
