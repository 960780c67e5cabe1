import { debtOf, type OwnPart } from './acw.ts';
import { touch } from './touch.ts';
import type { Transition } from './transition.ts';

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
    { refusal: 'done', any: [{ op: 'absent', path: ['participants', participantId, 'wrapupCode'] }] },
  ],
  effects: [{ do: 'set', path: ['participants', participantId, 'wrapupCode'], value: code }, ...touch(now)],
});
