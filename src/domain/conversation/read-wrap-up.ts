import { getParticipantWrapupCodes, getWrapup } from '../../contract/routes/wrapup-codes.ts';
import type { AssignedWrapupCode, WrapupCode } from '../../contract/wrapup-code.ts';
import type { WrapupCodeStore } from '../directory/directory.ts';
import { codesOfQueues } from '../directory/wrapup-codes.ts';
import { admit } from '../head/admit.ts';
import { type Head, type HeadStore, participantOf } from '../head/head.ts';
import { type Clock, iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { Fact, RecordStore } from '../timeline/fact.ts';

interface Deps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts'>;
  readonly clock: Clock;
}

/** Names one participant of one conversation. */
export interface Part {
  readonly conversationId: string;
  readonly participantId: string;
}

/** What codes of queues need. */
export interface CodeDeps {
  readonly wrapupCodes: Pick<WrapupCodeStore, 'get' | 'ofQueue'>;
}

const agentsFacts = (facts: readonly Fact[], participantId: string): readonly Fact[] =>
  facts.filter((fact) => fact.participantId === participantId && fact.fence === undefined);

/** Refuses who is no participant and never was one: a monitor, too, is none. Errors: not.found. */
const known = (head: Head, own: readonly Fact[], participantId: string): void => {
  if (own.length === 0 && participantOf(head, participantId) === undefined) throw new Failure('not.found');
};

/**
 * The codes by which agents of a conversation may wrap up: those of every queue that it is or was in; none where no
 * queue of it has any, and then every code is taken.
 */
export const codesFor = (
  deps: CodeDeps,
  head: Head,
  facts: readonly Fact[],
): Promise<readonly WrapupCode[]> => {
  const queueIds = [
    head.queueId,
    ...Object.values(head.participants).flatMap(({ queueId }) => queueId ?? []),
    ...facts.flatMap(({ queueId }) => queueId ?? []),
  ];
  return codesOfQueues(deps, head.tenantId, [...new Set(queueIds)]);
};

/** How a participant wrapped up: when, by which code, with which notes; nothing yet where they have not. Errors: not.found. */
export const readWrapup = async (
  deps: Deps & { readonly records: Pick<RecordStore, 'wrapUpNotes'> },
  me: Principal,
  part: Part,
): Promise<AssignedWrapupCode> => {
  const { head } = await admit(deps, me, getWrapup.access, part);
  const [facts, notes] = await Promise.all([deps.records.facts(head), deps.records.wrapUpNotes(head)]);
  const own = agentsFacts(facts, part.participantId);
  known(head, own, part.participantId);
  const done = own.find((fact) => fact.type === 'participant.wrappedUp');
  const code = participantOf(head, part.participantId)?.wrapupCode ?? done?.wrapupCode;
  if (code === undefined) return {};
  const gone =
    own.find((fact) => fact.type === 'participant.disconnected') ??
    facts.find((fact) => fact.type === 'conversation.ended');
  const took = done === undefined || gone === undefined ? undefined : done.time - gone.time;
  return {
    code,
    ...notes[part.participantId],
    ...(done === undefined ? {} : { endTime: iso(done.time) }),
    ...(took === undefined ? {} : { durationSeconds: Math.max(0, Math.round(took / 1000)) }),
  };
};

/** The codes by which a participant may wrap up. Errors: not.found. */
export const readPartCodes = async (
  deps: Deps & CodeDeps,
  me: Principal,
  part: Part,
): Promise<readonly WrapupCode[]> => {
  const { head } = await admit(deps, me, getParticipantWrapupCodes.access, part);
  const facts = await deps.records.facts(head);
  known(head, agentsFacts(facts, part.participantId), part.participantId);
  return codesFor(deps, head, facts);
};
