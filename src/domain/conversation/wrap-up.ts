import type { WrapupInput } from '../../contract/conversation.ts';
import { type LookAgainDeps, lookAgain } from '../head/amend.ts';
import { type Head, type HeadStore, participantOf } from '../head/head.ts';
import { debtOf, type OwnPart, wrapUpAfterEnd, wrapUpAfterLeaving } from '../head/wrap-up-debt.ts';
import type { Clock } from '../shared/clock.ts';
import { badRequest, Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore, WrapUpNote } from '../timeline/fact.ts';
import { type CodeDeps, codesFor } from './read-wrap-up.ts';

interface Deps extends CodeDeps, LookAgainDeps {
  readonly heads: Pick<HeadStore, 'get' | 'apply'>;
  readonly records: Pick<RecordStore, 'facts' | 'putWrapUpNote'>;
  readonly clock: Clock;
}

/** The code by which this part was wrapped up already, where it was the caller's; else undefined. */
const earlierCode = async (deps: Deps, head: Head, part: OwnPart): Promise<string | undefined> => {
  const facts = (await deps.records.facts(head)).filter((fact) => fact.participantId === part.participantId);
  if (!facts.some((fact) => fact.type === 'participant.connected' && fact.userId === part.userId))
    return undefined;
  if (head.wrapped?.participantId === part.participantId) return head.wrapped.code;
  return facts.find((fact) => fact.wrapupCode !== undefined)?.wrapupCode;
};

/** Whether this wrap-up would be taken now. */
const owes = (head: Head, part: OwnPart): boolean => {
  if (Object.hasOwn(head.acw ?? {}, debtOf(part))) return true;
  const there = participantOf(head, part.participantId);
  if (head.state !== 'ended' || there?.purpose !== 'agent') return false;
  return there.userId === part.userId && there.wrapupCode === undefined;
};

/** Refuses a code that none of the conversation's queues has, where one of them has any. Errors: bad.request. */
const checkCode = async (deps: Deps, head: Head, code: string): Promise<void> => {
  const codes = await codesFor(deps, head, await deps.records.facts(head));
  if (codes.length === 0 || codes.some(({ id }) => id === code)) return;
  throw badRequest('wrapup.code', 'no wrap-up code of this queue');
};

/** Keeps a note before the wrap-up is taken: its expiry is then set with all else, and a repeat need not heal it. */
const keepNote = async (deps: Deps, head: Head, part: OwnPart, note: WrapUpNote): Promise<void> => {
  if (Object.keys(note).length === 0) return;
  await deps.records.putWrapUpNote(head, part.participantId, note);
  await lookAgain(deps, head);
};

/** Answers a repeat of the same code, and refuses another. */
const settled = (earlier: string | undefined, code: string): void => {
  if (earlier === undefined) throw new Failure('not.found');
  if (earlier !== code) throw new Failure('conflict');
};

/**
 * Says what the caller's own part was about, once they have left or the conversation has ended. Saying the same again
 * changes nothing. Only as many as `limits.owedWrapUps` who left are waited for.
 * Errors: bad.request for a code that the queue does not have, not.found, participant.already.connected for who has not
 * left yet, conflict for another code.
 */
export const wrapUp = async (
  deps: Deps,
  me: Principal,
  who: { readonly conversationId: string; readonly participantId: string },
  { code, name, notes }: WrapupInput,
): Promise<void> => {
  const key = { tenantId: me.tenantId, conversationId: who.conversationId };
  const part = { participantId: who.participantId, userId: me.userId };
  const head = await deps.heads.get(key);
  if (head !== undefined && owes(head, part)) {
    await checkCode(deps, head, code);
    await keepNote(deps, head, part, {
      ...(name === undefined ? {} : { name }),
      ...(notes === undefined ? {} : { notes }),
    });
  }
  const left = await deps.heads.apply(key, wrapUpAfterLeaving(part, code, deps.clock.now()));
  if (left.ok) return;
  if (left.refusal === 'missing') throw new Failure('not.found');
  if (participantOf(left.head, who.participantId)?.userId !== me.userId)
    return settled(await earlierCode(deps, left.head, part), code);
  const there = await deps.heads.apply(key, wrapUpAfterEnd(part, code, deps.clock.now()));
  if (there.ok) return;
  if (there.refusal === 'inProgress') throw new Failure('participant.already.connected');
  settled(there.head?.participants[who.participantId]?.wrapupCode, code);
};
