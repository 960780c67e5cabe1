import * as z from 'zod';
import { ErrorBody } from '../src/contract/errors.ts';
import type { SendFrame } from '../src/contract/frames.ts';
import { limits } from '../src/contract/limits.ts';
import { type AgentMessageInput, MessageData } from '../src/contract/message.ts';
import { sendAgentMessage, sendTyping } from '../src/contract/routes/messages.ts';
import type { ClientChannel } from './channel/open-channel.ts';
import type { Call } from './rest/call.ts';
import { ProblemError } from './rest/problem-error.ts';

/** The part of a conversation that an agent speaks for. */
export interface OwnPart {
  readonly conversationId: string;
  readonly communicationId: string;
}

/** Room in a frame beside what it says: its correlation id. */
const roomBytes = 200;

const Sent = z.object({ message: z.literal('sent'), body: MessageData });
const Refused = z.object({ message: z.literal('error'), error: ErrorBody });

/** Whether a refusal is the socket's own: the route may still take what was said. */
const isOfSocket = (code: string): boolean =>
  code === 'too.many.requests' || code === 'authentication.required';

const fits = (frame: z.input<typeof SendFrame>): boolean =>
  new TextEncoder().encode(JSON.stringify(frame)).length + roomBytes <= limits.frameBytes;

/** The message that an answer tells of; undefined where the route may still take it. Throws where it is refused. */
const saidBy = (answer: unknown): MessageData | undefined => {
  const sent = Sent.safeParse(answer);
  if (sent.success) return sent.data.body;
  const refused = Refused.safeParse(answer);
  if (refused.success && !isOfSocket(refused.data.error.code)) throw new ProblemError(refused.data.error);
  return undefined;
};

/**
 * Sends an agent's message over the channel's socket, and by the route where there is none, it does not answer, or the
 * text does not fit: both know the message by its `clientMessageId`, so that it is stored once. Rejects with a
 * ProblemError where it is refused.
 */
export const sayOn = async (
  { channel, call }: { readonly channel: Pick<ClientChannel, 'ask'>; readonly call: Call },
  part: OwnPart,
  input: z.input<typeof AgentMessageInput> & { readonly clientMessageId: string },
): Promise<MessageData> => {
  const byRoute = () => call(sendAgentMessage, { params: part, body: input });
  const frame: z.input<typeof SendFrame> = { message: 'send', ...part, ...input };
  if (!fits(frame)) return byRoute();
  let answer: unknown;
  try {
    answer = (await channel.ask(frame)).eventBody;
  } catch {
    return byRoute();
  }
  return saidBy(answer) ?? byRoute();
};

/**
 * Sends an agent's message quietly over the channel's socket: nothing is answered, and the next ping asks whether it is
 * stored. Where it is not told, or there is no socket, it is sent as `sayOn` does, under the same `clientMessageId`.
 * Resolves once it is known to be stored, which takes until the ping after; rejects with a ProblemError where it is
 * refused. The server knows a message among the newest 16 of its conversation: where more are said between two pings, it
 * may be stored twice, and `sayOn` is the one to use.
 */
export const sayQuietlyOn = async (
  on: {
    readonly channel: Pick<ClientChannel, 'ask' | 'isOpen' | 'isStored'>;
    readonly call: Call;
  },
  part: OwnPart,
  input: Parameters<typeof sayOn>[2],
): Promise<void> => {
  const { channel } = on;
  const frame = { message: 'send', ...part, ...input, quiet: true } as const;
  if (fits(frame) && channel.isOpen()) {
    const asking = new AbortController();
    const { clientMessageId } = input;
    const stored = channel.isStored({ ...part, clientMessageId }, asking.signal);
    // What a provider is to be handed is answered nevertheless, and so is a refusal.
    const answer = channel.ask(frame).then(
      ({ eventBody }) => saidBy(eventBody) !== undefined,
      () => stored,
    );
    try {
      if (await Promise.race([answer, stored])) return;
    } finally {
      asking.abort();
    }
  }
  await sayOn(on, part, input);
};

/** Says that the agent types: over the socket, or by the route while there is none. */
export const typeOn = async (
  { channel, call }: { readonly channel: Pick<ClientChannel, 'send' | 'isOpen'>; readonly call: Call },
  part: OwnPart,
): Promise<void> => {
  if (channel.isOpen()) channel.send({ message: 'typing', ...part });
  else await call(sendTyping, { params: part, body: { typing: { type: 'On' } } });
};
