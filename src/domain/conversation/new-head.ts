import type { Integration } from '../../contract/integration.ts';
import type { Queue } from '../../contract/queue.ts';
import type { Reach } from '../delivery/reach.ts';
import { nextWindow } from './append.ts';
import type { ConversationKey, Head } from './head.ts';

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
    readonly reach?: Reach | undefined;
  },
): Head => ({
  ...key,
  state: 'inProgress',
  messageType: start.integration.messageType,
  integrationId: start.integration.id,
  ...(start.reach === undefined ? {} : { reach: start.reach }),
  queueId: start.queue.id,
  divisionId: start.queue.division.id,
  startTime: start.now,
  seq: start.fingerprints.length,
  lastTime: start.now,
  recent: nextWindow(start.before, start.fingerprints),
  participants: {
    [start.customer.participantId]: { purpose: 'customer', name: start.customer.name, since: start.now },
    [start.waitId]: { purpose: 'acd', name: start.queue.name, since: start.now },
  },
  fence: 0,
  change: 'started',
  changed: start.now,
  rev: 1,
});
