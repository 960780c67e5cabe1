import { type Head, inOrder } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import type { Entry, PushTo, Said, TranscriptStore } from './message.ts';

/** What storing a message needs. */
export interface StoreDeps {
  readonly transcript: Pick<TranscriptStore, 'put'>;
}

/** The session that is live in a head now: whom notices of the conversation are pushed to. */
export const toMonitor = (head: Head, now: number): PushTo =>
  liveLease(head, now) === undefined ? {} : { fence: head.fence };

/** The guest whom an agent's words are for: they are the customer, under their own id. */
const toGuest = (head: Head, said: Said): PushTo => {
  if (head.deliveryMode !== 'guest' || said.purpose === 'customer') return {};
  const guestId = inOrder(head.participants).find(
    ([, participant]) => participant.purpose === 'customer',
  )?.[0];
  return guestId === undefined ? {} : { guestId };
};

/**
 * Stores what was said at its seq, with whom it is pushed to. A repeat comes here too: it stores what a crash between
 * the two writes left out, and changes nothing otherwise. Answers what stands at the seq now.
 *
 * @param head as the write left it that took the seq
 * @param time when it was said, ms since the epoch
 */
export const storeMessage = (
  deps: StoreDeps,
  head: Head,
  seq: number,
  said: Said,
  time: number,
): Promise<Entry> => {
  const { tenantId, conversationId } = head;
  const to = { ...toMonitor(head, time), ...toGuest(head, said) };
  return deps.transcript.put({ tenantId, conversationId, seq, time, ...said }, to);
};
