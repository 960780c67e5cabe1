import type { Head } from '../conversation/head.ts';
import { inOrder } from '../conversation/in-order.ts';
import type { Draft } from './fact.ts';
import { person } from './person.ts';

/** Who put the customer on hold, and who came back to them. Whoever leaves while holding has left. */
export const heldOrResumed = (old: Head | undefined, next: Head): readonly Draft[] =>
  inOrder(next.participants).flatMap(([id, participant]): readonly Draft[] => {
    const before = old?.participants[id]?.held;
    if (before === participant.held) return [];
    const type = participant.held === undefined ? 'participant.resumed' : 'participant.held';
    return [{ type, time: next.changed, ...person(id, participant) }];
  });

/** The code of each wrap-up that a head tells of, by participant. */
const codesOf = (head: Head | undefined): ReadonlyMap<string, string> => {
  const present = inOrder(head?.participants ?? {}).map(([id, { wrapupCode }]) => [id, wrapupCode] as const);
  const newest = head?.wrapped;
  const all = newest === undefined ? present : [...present, [newest.participantId, newest.code] as const];
  return new Map(all.flatMap(([id, code]) => (code === undefined ? [] : [[id, code] as const])));
};

/** Who wrapped up. Of one who had left, the head holds no more than the id: who that was, earlier facts say. */
export const wrappedUp = (old: Head | undefined, next: Head): readonly Draft[] => {
  const before = codesOf(old);
  return [...codesOf(next)]
    .filter(([id, code]) => before.get(id) !== code)
    .map(([participantId, wrapupCode]) => {
      const participant = next.participants[participantId];
      return {
        type: 'participant.wrappedUp',
        time: next.changed,
        ...(participant === undefined ? { participantId } : person(participantId, participant)),
        wrapupCode,
      };
    });
};
