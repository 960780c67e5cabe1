import type { Content } from '../../contract/content.ts';
import type { Integration } from '../../contract/integration.ts';
import type { CustomerAttributes } from '../../contract/journey.ts';
import { limits } from '../../contract/limits.ts';
import { type ConversationKey, customerOf, fingerprint } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { type Entry, type Media, type Said, type StoreDeps, storeMessage } from '../transcript/message.ts';
import type { Fetches } from './delivery.ts';
import { type PlaceDeps, type Placed, placeMessages, type Sending } from './place-messages.ts';

/** What taking messages in needs. */
export interface ReceiveDeps extends StoreDeps, PlaceDeps {
  readonly clock: Clock;
}

/** One message of a customer, of any message type. */
export interface InboundMessage {
  /** The provider's id: a repeat is recognised by it. */
  readonly messageId: string;
  readonly text: string;
  readonly content?: readonly Content[];
  /** Files that were uploaded for it, and what makes them its conversation's, which is known once it has its place. */
  readonly files?: {
    readonly media: readonly Media[];
    keep(key: ConversationKey): Promise<void>;
  };
}

/** The customer who writes: their address at the integration, and the name that the provider gives them. */
export interface Customer {
  readonly address: string;
  readonly name: string;
  /** What the channel says of them beside; it is kept of the first message of a conversation. */
  readonly attributes?: CustomerAttributes;
  /** Present for a guest of a website, who is reached by their own socket. */
  readonly guestId?: string;
}

const store = async (
  deps: ReceiveDeps,
  { head, seq }: Placed,
  message: InboundMessage,
  now: number,
): Promise<Entry> => {
  const [participantId, { name }] = customerOf(head) ?? ['', { name: 'Customer' }];
  const said: Said = {
    type: 'Text',
    participantId,
    purpose: 'customer',
    name,
    text: message.text,
    ...(message.content === undefined ? {} : { content: message.content }),
    ...(message.content?.some(({ contentType }) => contentType === 'Attachment') ? { fetched: {} } : {}),
    ...(message.files === undefined ? {} : { media: message.files.media }),
  };
  await message.files?.keep(head);
  return storeMessage(deps, head, seq, said, now);
};

/**
 * Takes in what one customer wrote, in order. One address has one conversation in
 * progress; a provider's message id makes a repeat answer what the first one did. In the steady state n messages are
 * n + 1 writes and no read. Answers what stands, by provider id.
 * Errors: too.many.requests for more messages than the window of repeats holds, and for a conversation beyond the tenant's
 * budget; not.found (the integration's queue).
 */
const receive = async (
  deps: ReceiveDeps,
  tenantId: string,
  integration: Integration,
  customer: Customer,
  messages: readonly InboundMessage[],
): Promise<ReadonlyMap<string, Entry & Said>> => {
  const now = deps.clock.now();
  const address = { tenantId, integrationId: integration.id, from: customer.address };
  const sending: Sending = { address, integration, customer, now };
  const stored = new Map<string, Entry & Said>();
  let waiting = new Map(messages.map((message) => [message.messageId, message]));
  if (waiting.size > limits.recentMessages) throw new Failure('too.many.requests');
  for (let attempt = 0; waiting.size > 0; attempt += 1) {
    const print = (messageId: string) => fingerprint(integration.id, messageId, String(attempt));
    const placed = await placeMessages(deps, sending, [...waiting.keys()].map(print));
    const entries = await Promise.all(
      [...waiting.values()].map(async (message) => ({
        message,
        entry: await store(deps, placed.get(print(message.messageId)) as Placed, message, now),
      })),
    );
    // A place that was sealed as lost stays so: its message is given another one.
    waiting = new Map(
      entries.flatMap(({ message, entry }) => (entry.type === 'Lost' ? [[message.messageId, message]] : [])),
    );
    for (const { message, entry } of entries) if (entry.type !== 'Lost') stored.set(message.messageId, entry);
  }
  return stored;
};

/** What taking messages in needs that name files by where their provider keeps them. */
export interface ReceiveByReferenceDeps extends ReceiveDeps {
  readonly fetches: Fetches;
}

/**
 * Takes in what one customer wrote through a provider or a connector; see `receive`. Files that it names are fetched
 * behind the answer: what was answered is queued, and what was not, the provider's retry takes up.
 */
export const receiveMessages = async (
  deps: ReceiveByReferenceDeps,
  tenantId: string,
  integration: Integration,
  customer: Customer,
  messages: readonly InboundMessage[],
): Promise<ReadonlyMap<string, Entry & Said>> => {
  const stored = await receive(deps, tenantId, integration, customer, messages);
  const named = [...stored.values()].filter(({ fetched }) => fetched !== undefined);
  await Promise.all(named.map((entry) => deps.fetches.enqueue(entry)));
  return stored;
};

/** Takes in what a guest of a website wrote, whose files are here already; see `receive`. */
export const receiveGuestMessages = (
  deps: ReceiveDeps,
  tenantId: string,
  integration: Integration,
  customer: Customer,
  messages: readonly Omit<InboundMessage, 'content'>[],
): Promise<ReadonlyMap<string, Entry & Said>> => receive(deps, tenantId, integration, customer, messages);
