import type { Timeline, TimelineEntry } from '../../contract/timeline.ts';
import { type Remembering, tellable } from '../head/audience.ts';
import type { HeadStore } from '../head/head-store.ts';
import { visibleHead } from '../head/visible-head.ts';
import { iso } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import type { Fact, RecordStore } from './fact.ts';

/** What one reader may see of the facts: who takes or took part sees nothing of monitoring, then or later. */
export const factsFor = (of: Remembering, facts: readonly Fact[], userId: string): readonly Fact[] =>
  tellable(of, userId, facts) ?? facts.filter((fact) => fact.fence === undefined);

/** A fact as supervisors read it. */
export const timelineEntry = (fact: Fact): TimelineEntry => ({
  time: iso(fact.time),
  type: fact.type,
  ...(fact.userId === undefined ? {} : { user: { id: fact.userId, name: fact.name ?? '' } }),
  ...(fact.purpose === undefined ? {} : { purpose: fact.purpose }),
  ...(fact.participantId === undefined ? {} : { participantId: fact.participantId }),
  ...(fact.monitoredParticipantId === undefined
    ? {}
    : { monitoredParticipantId: fact.monitoredParticipantId }),
  ...(fact.queueId === undefined ? {} : { queueId: fact.queueId }),
  ...(fact.disconnectType === undefined ? {} : { disconnectType: fact.disconnectType }),
  ...(fact.reason === undefined ? {} : { reason: fact.reason }),
  ...(fact.wrapupCode === undefined ? {} : { wrapupCode: fact.wrapupCode }),
});

/** Facts as a timeline. One that names a participant by the id alone is told with who that was. */
export const timelineOf = (facts: readonly Fact[]): Timeline => {
  const people = new Map<string, Pick<Fact, 'userId' | 'name' | 'purpose'>>();
  const known = (fact: Fact): Fact => {
    const { participantId: id, userId, name, purpose } = fact;
    if (id === undefined) return fact;
    if (userId === undefined || name === undefined || purpose === undefined)
      return { ...people.get(id), ...fact };
    people.set(id, { userId, name, purpose });
    return fact;
  };
  return { entities: facts.map((fact) => timelineEntry(known(fact))) };
};

/** A conversation's timeline, oldest first. Errors: not.found. */
export const readTimeline = async (
  deps: { readonly heads: Pick<HeadStore, 'get'>; readonly records: Pick<RecordStore, 'facts'> },
  me: Principal,
  conversationId: string,
): Promise<Timeline> => {
  const head = await visibleHead(deps, me, conversationId);
  return timelineOf(factsFor(head, await deps.records.facts(head), me.userId));
};
