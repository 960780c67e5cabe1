import type * as z from 'zod';
import { heads } from '../adapters/dynamodb/head-store.ts';
import { occupancy } from '../adapters/dynamodb/occupancy-store.ts';
import { recipients } from '../adapters/dynamodb/recipient-store.ts';
import { addresses, integrations, queues } from '../adapters/dynamodb/routing-stores.ts';
import { transcript } from '../adapters/dynamodb/transcript-store.ts';
import { type BulkOutcome, InboundOpenMessage } from '../contract/open-message.ts';
import type { Outcome } from '../domain/messages/receive-open-messages.ts';
import { failureOf, parse, problem } from './faults.ts';

/** What a function needs that takes in what customers write: the same for every channel, but for `fetches`. */
export const receiving = [
  heads('create', 'apply', 'get'),
  transcript('put'),
  addresses('find', 'previous', 'point'),
  queues('get'),
  integrations('get'),
  recipients('put'),
  occupancy('of'),
] as const;

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
