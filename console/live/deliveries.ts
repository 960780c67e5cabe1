import * as z from 'zod';
import { limits } from '../../src/contract/limits.ts';
import { MessageData } from '../../src/contract/message.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { MessageType } from '../../src/contract/words.ts';
import { withEntry } from '../store.ts';

/** How far a message to the customer is known to have come. */
export type DeliveryState = MessageData['status'];

/** What a frame says of a delivery. */
export const Delivery = z.object({ messageId: z.string(), status: MessageData.shape.status });

/** Whether a provider delivers what agents write here, and may tell of it; a website's guest is reached without one. */
export const hasReceipts = (type: MessageType | undefined): boolean =>
  type !== undefined && type !== 'webmessaging';

/** Ids of the newest messages to the customer: as many as the API answers at once. */
export const sentIds = (entries: readonly TranscriptEntry[]): string[] =>
  entries
    .filter(({ type, purpose }) => type === 'Text' && (purpose === 'agent' || purpose === 'bot'))
    .slice(-limits.messagesById)
    .map(({ id }) => id);

/**
 * What is worth showing of deliveries: nothing while every one is merely sent, which is also what the API says of messages
 * that no provider delivers.
 */
export const tellingOf = (
  deliveries: ReadonlyMap<number, DeliveryState> = new Map(),
): ReadonlyMap<number, DeliveryState> | undefined =>
  [...deliveries.values()].some((state) => state !== 'sent') ? deliveries : undefined;

/** The order of the stages; a failure is the last. */
const stages = MessageData.shape.status.options;

/** Deliveries by seq, with what was told of one, unless that is known to be further: a read may be older than a frame. */
export const movedOn = (
  known: ReadonlyMap<number, DeliveryState>,
  messageId: string,
  status: DeliveryState,
): ReadonlyMap<number, DeliveryState> => {
  const seq = Number(messageId.slice(messageId.lastIndexOf('.') + 1));
  const before = known.get(seq);
  const isNews = before === undefined || stages.indexOf(before) < stages.indexOf(status);
  return isNews ? withEntry(known, seq, status) : known;
};
