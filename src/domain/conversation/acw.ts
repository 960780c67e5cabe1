import { limits } from '../../contract/limits.ts';
import { fingerprint } from './fingerprint.ts';
import type { Head } from './head.ts';
import { participantOf } from './participant-of.ts';
import type { Effect } from './transition.ts';

/** One user's part in a conversation. */
export interface OwnPart {
  readonly participantId: string;
  readonly userId: string;
}

/**
 * The name under which a head remembers that someone owes a wrap-up: 11 characters for two ids, so that the debts of
 * several agents do not take the head beyond 1 KB.
 */
export const debtOf = ({ participantId, userId }: OwnPart): string => fingerprint(participantId, userId);

/** The effects by which the head remembers that an agent who leaves owes a wrap-up; the oldest debt makes room. */
export const owing = (head: Head, participantId: string): readonly Effect[] => {
  const participant = participantOf(head, participantId);
  if (participant?.purpose !== 'agent' || participant.userId === undefined) return [];
  const newest = Object.entries(head.acw ?? {})
    .sort(([, a], [, b]) => b - a)
    .slice(0, limits.owedWrapUps - 1);
  const debt = debtOf({ participantId, userId: participant.userId });
  return [{ do: 'set', path: ['acw'], value: { ...Object.fromEntries(newest), [debt]: head.rev + 1 } }];
};
