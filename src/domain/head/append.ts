import type { Integration } from '../../contract/integration.ts';
import { limits } from '../../contract/limits.ts';
import type { Queue } from '../../contract/queue.ts';
import type { ConversationKey, DeliveryMode, Head } from './head.ts';
import { inProgress, type Rule, type Transition } from './transition.ts';

/** The speaker is connected, is this user, and has accepted. */
const speaks = (participantId: string, userId: string): readonly Rule<'notConnected'>[] => [
  {
    refusal: 'notConnected',
    any: [{ op: 'eq', path: ['participants', participantId, 'userId'], value: userId }],
  },
  { refusal: 'notConnected', any: [{ op: 'absent', path: ['participants', participantId, 'alerting'] }] },
];

/** The customer is reached without a provider, who would take the text and lose what is beside it. */
const carriesContent: Rule<'textAlone'> = {
  refusal: 'textAlone',
  any: [{ op: 'ne', path: ['deliveryMode'], value: 'provider' }],
};

/** Who speaks as an agent, and whether they say more than text. */
interface Speaker {
  readonly participantId: string;
  readonly userId: string;
  readonly withContent?: boolean;
}

/** Taking the next seqs, and why it may be refused. */
export type Appending = Transition<'repeat' | 'ended' | 'notConnected' | 'textAlone'>;

/**
 * Takes the next seqs for messages that are said together, in their order: one write however many they are. At most
 * as many as the window is long, so that a retry of all of them is recognised. A fingerprint that the window holds
 * is refused as a repeat, before the end of the conversation is looked at: a late retry is answered, not counted anew.
 */
export const appendAll = (fingerprints: readonly string[], now: number, agent?: Speaker): Appending => ({
  change: 'message',
  rules: [
    ...fingerprints.map(
      (value): Rule<'repeat'> => ({ refusal: 'repeat', any: [{ op: 'lacks', path: ['recent'], value }] }),
    ),
    inProgress,
    ...(agent === undefined ? [] : speaks(agent.participantId, agent.userId)),
    ...(agent?.withContent === true ? [carriesContent] : []),
  ],
  effects: [
    { do: 'add', path: ['seq'], by: fingerprints.length },
    { do: 'set', path: ['lastTime'], value: now },
    ...(agent === undefined ? [{ do: 'set', path: ['customerTime'], value: now } as const] : []),
    { do: 'slide', path: ['recent'], length: limits.recentMessages, values: fingerprints },
  ],
});

/** Takes the next seq for one message. */
export const append = (message: {
  readonly fingerprint: string;
  readonly now: number;
  readonly agent?: Speaker;
}): Appending => appendAll([message.fingerprint], message.now, message.agent);

/** A window that has seen these messages, after those that another window had seen. */
export const nextWindow = (before: readonly string[], prints: readonly string[]): readonly string[] =>
  [...Array.from({ length: limits.recentMessages }, () => ''), ...before, ...prints].slice(
    -limits.recentMessages,
  );

/** A window that has seen these messages and no other. */
export const firstWindow = (...prints: readonly string[]): readonly string[] => nextWindow([], prints);

/**
 * The head of a conversation that a customer's first messages start, one fingerprint a message. It waits in its queue,
 * which is a participant until the first agent connects.
 */
export const newHead = (
  key: ConversationKey,
  start: {
    readonly integration: Integration;
    readonly queue: Queue;
    /** The participant id of the wait in the queue. */
    readonly waitId: string;
    readonly customer: { readonly participantId: string; readonly name: string };
    readonly fingerprints: readonly string[];
    /** The window of the address's conversation before: a late repeat of its messages is recognised here too. */
    readonly before: readonly string[];
    readonly now: number;
    readonly deliveryMode?: DeliveryMode | undefined;
  },
): Head => ({
  ...key,
  state: 'inProgress',
  messageType: start.integration.messageType,
  integrationId: start.integration.id,
  ...(start.deliveryMode === undefined ? {} : { deliveryMode: start.deliveryMode }),
  queueId: start.queue.id,
  divisionId: start.queue.division.id,
  startTime: start.now,
  seq: start.fingerprints.length,
  lastTime: start.now,
  customerTime: start.now,
  recent: nextWindow(start.before, start.fingerprints),
  participants: {
    [start.customer.participantId]: { purpose: 'customer', name: start.customer.name, since: start.now },
    [start.waitId]: { purpose: 'acd', name: start.queue.name, since: start.now },
  },
  parties: {},
  fence: 0,
  change: 'started',
  changed: start.now,
  rev: 1,
});
