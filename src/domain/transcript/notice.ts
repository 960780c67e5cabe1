import { limits } from '../../contract/limits.ts';
import type { Purpose } from '../../contract/words.ts';
import { type ConversationKey, customerOf, type Head } from '../head/head.ts';
import type { Clock } from '../shared/clock.ts';
import { type Entry, type PushTo, toGuest, toMonitor } from './message.ts';

/**
 * Something about a conversation that is shown live and is no message: it has no seq, each newer one takes the place of
 * the one before, and nobody reads it later. What a panel or attributes say, and how far a message came, is read when the
 * notice is pushed.
 */
export type Notice = ConversationKey & {
  /** ms since the epoch. */
  readonly time: number;
} & (
    | {
        readonly kind: 'typing';
        readonly participantId: string;
        readonly purpose: Purpose;
        /** The newest message when they typed: what is said after it is newer than this. */
        readonly afterSeq: number;
      }
    | { readonly kind: 'attributes'; readonly participantId: string }
    | { readonly kind: 'panel'; readonly panelId: string }
    | { readonly kind: 'delivery'; readonly messageSeq: number }
    | { readonly kind: 'files'; readonly messageSeq: number }
  );

/** What a notice is about, among those of its kind: a newer one about the same takes its place. */
export const subjectOf = (notice: Notice): string => {
  if (notice.kind === 'panel') return notice.panelId;
  return 'messageSeq' in notice ? String(notice.messageSeq) : notice.participantId;
};

/** One item of a conversation as the transcript's stream hands it over, and whom it is for. */
export type Handed = { readonly to: PushTo } & (
  | { readonly entry: Entry; readonly notice?: never }
  | { readonly notice: Notice; readonly entry?: never }
);

/** What noting needs. */
export interface NoticeDeps {
  readonly notices: NoticeStore;
  readonly clock: Clock;
}

/** Notes that a participant types, at most once in `typingGapMs`: the ones between are the same to who sees them. */
export const noteTyping = (
  deps: NoticeDeps,
  head: Head,
  participantId: string,
  purpose: Purpose,
): Promise<void> => {
  const time = deps.clock.now();
  const { tenantId, conversationId, seq: afterSeq } = head;
  const notice = {
    tenantId,
    conversationId,
    time,
    kind: 'typing',
    participantId,
    purpose,
    afterSeq,
  } as const;
  const to = { ...toMonitor(head, time), ...(purpose === 'customer' ? {} : toGuest(head)) };
  return deps.notices.put(notice, to, limits.typingGapMs);
};

/** Notes that the customer types; one who is in no conversation types to nobody. */
export const noteCustomerTyping = async (deps: NoticeDeps, head: Head | undefined): Promise<void> => {
  if (head === undefined || head.state === 'ended') return;
  const participantId = customerOf(head)?.[0];
  if (participantId !== undefined) await noteTyping(deps, head, participantId, 'customer');
};

/** Notes that a panel, a participant's attributes or a message's files are others now, or that it came further on its way. */
export const noteChange = (
  deps: NoticeDeps,
  head: Head,
  what:
    | { readonly kind: 'panel'; readonly panelId: string }
    | { readonly kind: 'attributes'; readonly participantId: string }
    | { readonly kind: 'delivery' | 'files'; readonly messageSeq: number },
): Promise<void> => {
  const time = deps.clock.now();
  const { tenantId, conversationId } = head;
  return deps.notices.put({ tenantId, conversationId, time, ...what }, toMonitor(head, time));
};

/** Where notices wait for their push, one place for each kind and what it is about. */
export interface NoticeStore {
  /**
   * Puts a notice in its place, by the same work for every recipient. One that comes sooner after the one before than
   * `gapMs` is left out.
   */
  put(notice: Notice, to: PushTo, gapMs?: number): Promise<void>;
}
