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
  const bytes = new TextEncoder().encode(JSON.stringify(frame)).length;
  if (bytes + roomBytes > limits.frameBytes) return byRoute();
  let answer: unknown;
  try {
    answer = (await channel.ask(frame)).eventBody;
  } catch {
    return byRoute();
  }
  const sent = Sent.safeParse(answer);
  if (sent.success) return sent.data.body;
  const refused = Refused.safeParse(answer);
  if (refused.success && !isOfSocket(refused.data.error.code)) throw new ProblemError(refused.data.error);
  return byRoute();
};

/** Says that the agent types: over the socket, or by the route while there is none. */
export const typeOn = async (
  { channel, call }: { readonly channel: Pick<ClientChannel, 'send' | 'isOpen'>; readonly call: Call },
  part: OwnPart,
): Promise<void> => {
  if (channel.isOpen()) channel.send({ message: 'typing', ...part });
  else await call(sendTyping, { params: part, body: { typing: { type: 'On' } } });
};
