import type * as z from 'zod';
import type { BulkOutcome } from '../contract/open-message.ts';
import { InboundOpenMessage } from '../contract/open-message.ts';
import type { Outcome } from '../domain/messages/receive-open-messages.ts';
import { failureOf, parse, problem } from './faults.ts';

type Entity = z.infer<typeof BulkOutcome>['entities'][number];

const refused = (error: unknown, requestId: string): Entity => {
  const failure = failureOf(error);
  const body = problem(failure.code, requestId, failure.params, failure.details);
  return { status: body.status, body };
};

/** Checks each message at the door, has the sound ones received, and answers each one in its own place. */
export const receiveEach = async (
  messages: readonly unknown[],
  requestId: string,
  receive: (sound: readonly InboundOpenMessage[]) => Promise<readonly Outcome[]>,
): Promise<z.infer<typeof BulkOutcome>> => {
  const checked = messages.map((message, index): InboundOpenMessage | { readonly refusal: Entity } => {
    try {
      return parse(InboundOpenMessage, message, `messages.${index}`);
    } catch (error) {
      return { refusal: refused(error, requestId) };
    }
  });
  const sound = checked.flatMap((message) => ('refusal' in message ? [] : [message]));
  const outcomes = await receive(sound);
  const entities = checked.map((message): Entity => {
    if ('refusal' in message) return message.refusal;
    const outcome = outcomes[sound.indexOf(message)] as Outcome;
    return outcome.ok ? { status: 200, body: outcome.message } : refused(outcome.error, requestId);
  });
  return { entities };
};
