import { limits } from '../../contract/limits.ts';
import type { Clock } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Archive, ConversationKey, Head, HeadStore } from './head.ts';
import { type ChangeName, type Effect, inProgress, type Transition, touch } from './transition.ts';

/** inProgress ─end▶ ended; a lease ends with the conversation. */
export const end = (now: number): Transition<'ended'> => ({
  change: 'ended',
  rules: [inProgress],
  effects: [
    { do: 'set', path: ['state'], value: 'ended' },
    { do: 'set', path: ['endTime'], value: now },
    { do: 'remove', path: ['lease'] },
    // What ended an earlier session has been told with that change; its place is the wrap-ups' now.
    { do: 'remove', path: ['closed'] },
    ...touch(now),
  ],
});

/**
 * ended ─erase▶ erased: an ended head of nobody. Every move finds it ended, and `HeadStore.get` finds nothing; it goes
 * once nothing can be late any more.
 */
export const erase = (now: number): Transition<'inProgress' | 'erased'> => ({
  change: 'erased',
  rules: [
    { refusal: 'inProgress', any: [{ op: 'eq', path: ['state'], value: 'ended' }] },
    { refusal: 'erased', any: [{ op: 'absent', path: ['erased'] }] },
  ],
  effects: [
    { do: 'set', path: ['erased'], value: true },
    { do: 'set', path: ['keptUntil'], value: Math.ceil((now + limits.erasedMs) / 1000) },
    { do: 'set', path: ['participants'], value: {} },
    { do: 'set', path: ['parties'], value: {} },
    { do: 'set', path: ['recent'], value: [] },
    ...(['acw', 'wrapped', 'closed', 'gone'] as const).map(
      (name) => ({ do: 'remove', path: [name] }) as const,
    ),
    ...touch(now),
  ],
});

/**
 * Says how far letting go of a conversation has come. It is a change of its own: the stream that it wakes goes on with
 * the rest, and a step that dies is taken again.
 */
export const letGoOn = (
  head: Pick<Head, 'erased'>,
  after: number,
  now: number,
): Transition<'inProgress'> => ({
  change: head.erased ? 'erased' : 'kept',
  rules: [{ refusal: 'inProgress', any: [{ op: 'eq', path: ['state'], value: 'ended' }] }],
  effects: [{ do: 'set', path: ['gone'], value: after }, ...touch(now)],
});

/** What looking again after a write needs. */
export interface LookAgainDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly archive: Pick<Archive, 'letGo'>;
}

/**
 * Looks at a conversation again after something of it was written beside its messages: what was erased meanwhile takes
 * the writing along, and what expires gives it its time. Erasing and expiring mark the head first, so that one of the
 * two finds the other. Answers whether the conversation is still kept.
 */
export const isStillKept = async (deps: LookAgainDeps, key: ConversationKey): Promise<boolean> => {
  const head = await deps.heads.get(key);
  if (head === undefined || head.keptUntil !== undefined) await deps.archive.letGo(key, head?.keptUntil);
  return head !== undefined;
};

/** As `isStillKept`. Errors: not.found where it was erased. */
export const lookAgain = async (deps: LookAgainDeps, key: ConversationKey): Promise<void> => {
  if (!(await isStillKept(deps, key))) throw new Failure('not.found');
};

/**
 * A change that was decided by looking at this very head: refused as `moved` where any recorded change came between.
 * Messages and heartbeats do not, so they never make it wait.
 */
export const amended = (
  seen: Head,
  change: ChangeName,
  effects: readonly Effect[],
  now: number,
): Transition<'ended' | 'moved'> => ({
  change,
  rules: [inProgress, { refusal: 'moved', any: [{ op: 'eq', path: ['rev'], value: seen.rev }] }],
  effects: [...effects, ...touch(now)],
});

/** What a decision asks to be done to the head it looked at. */
export interface Amendment {
  readonly change: ChangeName;
  readonly effects: readonly Effect[];
}

/**
 * Decides on a head and writes the decision if the head is still as it was; else decides anew on what the refused
 * write met, without another read. `decide` throws to refuse and answers nothing where all
 * is as it should be. Errors: not.found, conversation.not.in.progress.
 */
export const amend = async (
  deps: { readonly heads: Pick<HeadStore, 'apply'>; readonly clock: Clock },
  seen: Head,
  decide: (head: Head, now: number) => Amendment | undefined,
): Promise<Head> => {
  let head = seen;
  for (;;) {
    if (head.state === 'ended') throw new Failure('conversation.not.in.progress');
    const now = deps.clock.now();
    const decision = decide(head, now);
    if (decision === undefined) return head;
    const outcome = await deps.heads.apply(head, amended(head, decision.change, decision.effects, now));
    if (outcome.ok) return outcome.head;
    if (outcome.refusal === 'missing') throw new Failure('not.found');
    head = outcome.head;
  }
};
