import type { Timeline } from '../../contract/timeline.ts';
import type { Fact } from './fact.ts';
import { timelineEntry } from './timeline-entry.ts';

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
