import type { Note } from '../../contract/note.ts';
import { getTimeline } from '../../contract/routes/analytics.ts';
import type { Timeline, TimelineEntry } from '../../contract/timeline.ts';
import { admit } from '../head/admit.ts';
import { type Remembering, tellable } from '../head/audience.ts';
import type { HeadStore } from '../head/head.ts';
import { type Clock, iso } from '../shared/clock.ts';
import type { Principal } from '../shared/principal.ts';
import type { Fact, RecordStore } from './fact.ts';
import type { NoteStore } from './note.ts';

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

/** What one reader may see of the notes: who takes or took part sees none, nor does who may not view notes. */
export const notesFor = (
  of: Remembering,
  notes: readonly Note[],
  me: Pick<Principal, 'userId' | 'permissions'>,
): readonly Note[] =>
  (me.permissions.includes('conversation:note:view') && tellable(of, me.userId, notes)) || [];

/** A timeline with the notes in it, each before what happened after it was made. */
export const withNotes = ({ entities }: Timeline, notes: readonly Note[]): Timeline => {
  const added = notes
    .map(
      ({ createdDate, author }): TimelineEntry => ({ time: createdDate, type: 'note.added', user: author }),
    )
    .sort((a, b) => (a.time < b.time ? -1 : Number(a.time > b.time)));
  const merged = entities.flatMap((entry) => {
    const first = added.findIndex(({ time }) => time >= entry.time);
    return [...added.splice(0, first === -1 ? added.length : first), entry];
  });
  return { entities: [...merged, ...added] };
};

/** A conversation's timeline, oldest first. Errors: not.found. */
export const readTimeline = async (
  deps: {
    readonly heads: Pick<HeadStore, 'get'>;
    readonly records: Pick<RecordStore, 'facts'>;
    readonly notes: Pick<NoteStore, 'all'>;
    readonly clock: Clock;
  },
  me: Principal,
  conversationId: string,
): Promise<Timeline> => {
  const { head } = await admit(deps, me, getTimeline.access, { conversationId });
  const timeline = timelineOf(factsFor(head, await deps.records.facts(head), me.userId));
  return withNotes(timeline, notesFor(head, await deps.notes.all(head), me));
};
