import type { Content } from '../../contract/content.ts';
import type { Purpose } from '../../contract/words.ts';
import type { ConversationKey } from '../conversation/head.ts';

/** One place in a conversation, stored. `Lost` explains a seq whose message never came. */
export type Entry = ConversationKey & {
  readonly seq: number;
  /** ms since the epoch. */
  readonly time: number;
} & (Said | { readonly type: 'Lost' });

/** What a message says and who said it. */
export interface Said {
  readonly type: 'Text';
  readonly participantId: string;
  readonly purpose: Purpose;
  readonly name: string;
  readonly text: string;
  /** Beside the text, or instead of it: what a channel brought that is not text. */
  readonly content?: readonly Content[];
}

/** A message's id: its conversation and its place, so that one read finds it and a retry answers the same. */
export const messageId = (conversationId: string, seq: number): string => `${conversationId}.${seq}`;

/** The seq that a message id of this conversation names, or undefined. */
export const seqOfId = (conversationId: string, id: string): number | undefined => {
  const match = id.startsWith(`${conversationId}.`)
    ? /^[1-9]\d{0,9}$/.exec(id.slice(conversationId.length + 1))
    : null;
  return match === null ? undefined : Number(match[0]);
};
