import { limits } from '../../contract/limits.ts';
import { fingerprint, type Head, participantOf } from './head.ts';
import { type Effect, type Transition, touch } from './transition.ts';

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
  if (participant.alerting === true) return [];
  const newest = Object.entries(head.acw ?? {})
    .sort(([, a], [, b]) => b - a)
    .slice(0, limits.owedWrapUps - 1);
  const debt = debtOf({ participantId, userId: participant.userId });
  return [{ do: 'set', path: ['acw'], value: { ...Object.fromEntries(newest), [debt]: head.rev + 1 } }];
};

/** An agent who has left wraps up, before the conversation's end or after it: it is owed, and then no more. */
export const wrapUpAfterLeaving = (part: OwnPart, code: string, now: number): Transition<'notOwed'> => {
  const debt = ['acw', debtOf(part)] as const;
  return {
    change: 'participant',
    rules: [{ refusal: 'notOwed', any: [{ op: 'present', path: debt }] }],
    effects: [
      { do: 'remove', path: debt },
      { do: 'set', path: ['wrapped'], value: { participantId: part.participantId, code } },
      ...touch(now),
    ],
  };
};

/** An agent who was there at the end wraps up, once: beside wrapping up after leaving, all that changes an ended head. */
export const wrapUpAfterEnd = (
  { participantId, userId }: OwnPart,
  code: string,
  now: number,
): Transition<'inProgress' | 'notOwed' | 'done'> => ({
  change: 'participant',
  rules: [
    { refusal: 'inProgress', any: [{ op: 'eq', path: ['state'], value: 'ended' }] },
    {
      refusal: 'notOwed',
      any: [{ op: 'eq', path: ['participants', participantId, 'userId'], value: userId }],
    },
    {
      refusal: 'notOwed',
      any: [{ op: 'eq', path: ['participants', participantId, 'purpose'], value: 'agent' }],
    },
    { refusal: 'notOwed', any: [{ op: 'absent', path: ['participants', participantId, 'alerting'] }] },
    { refusal: 'done', any: [{ op: 'absent', path: ['participants', participantId, 'wrapupCode'] }] },
  ],
  effects: [{ do: 'set', path: ['participants', participantId, 'wrapupCode'], value: code }, ...touch(now)],
});
