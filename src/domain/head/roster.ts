import { limits } from '../../contract/limits.ts';
import { Failure } from '../shared/failure.ts';
import type { Amendment } from './amend.ts';
import { partyOf } from './audience.ts';
import { type Head, type HeadParticipant, participantOf } from './head.ts';
import { leaseAfterLeaving, leaseAfterTransfer } from './lease.ts';
import type { Effect } from './transition.ts';
import { owing } from './wrap-up-debt.ts';

/** The participant that stands for the queue while the conversation waits in it. */
export const waitingIn = (head: Head): string | undefined =>
  Object.entries(head.participants).find(([, participant]) => participant.purpose === 'acd')?.[0];

/** Remembers, for good, that this user takes part. */
const remember = (head: Head, userId: string): Effect => ({
  do: 'set',
  path: ['parties', partyOf(head.conversationId, userId)],
  value: true,
});

/**
 * A change that makes the timeline grow, counted in the head; what undoes one is not, and always possible. Changes of
 * monitoring have no part in it: nobody learns of a monitor by how soon a conversation is full.
 */
export const countMove = (head: Head): Effect => {
  const { moves = 0 } = head;
  if (moves >= limits.movesOfConversation) throw new Failure('conflict');
  return { do: 'set', path: ['moves'], value: moves + 1 };
};

/** Who comes in: a user who was connected by others is remembered once they accept. */
const add = (head: Head, id: string, participant: HeadParticipant): readonly Effect[] => [
  countMove(head),
  { do: 'set', path: ['participants', id], value: { ...participant } },
  ...(participant.userId === undefined || participant.alerting === true
    ? []
    : [remember(head, participant.userId)]),
];

/** Who takes part monitors no more: their own lease ends with the write by which they come in. */
const endOwnLease = (head: Head, userId: string | undefined): readonly Effect[] =>
  head.lease === undefined || head.lease.supervisorId !== userId
    ? []
    : [
        { do: 'remove', path: ['lease'] },
        { do: 'set', path: ['closed'], value: { type: 'client' } },
      ];

const drop = (id: string): Effect => ({ do: 'remove', path: ['participants', id] });

/** A user takes part once in each purpose; who hands the conversation on makes room. */
const refuseSecond = (head: Head, participant: HeadParticipant, leaving?: string): void => {
  const others = Object.entries(head.participants).filter(([id]) => id !== leaving);
  const same = others.some(
    ([, p]) => p.userId !== undefined && p.userId === participant.userId && p.purpose === participant.purpose,
  );
  if (same) throw new Failure('participant.already.connected');
};

/** Bytes of a stored participant beside names and ids: times, marks and the short names of all that is in it. */
const besideTexts = 48;

const bytesOf = ([id, { name, userId = '', queueId = '' }]: readonly [string, HeadParticipant]): number =>
  besideTexts + Buffer.byteLength(id + name + userId + queueId);

/**
 * The head holds who is there and remembers who ever took part: all of it has a limit, whether anyone monitors or not,
 * so that there is always room for a monitor. One who leaves by the same change makes room.
 */
const refuseTooMany = (head: Head, id: string, coming: HeadParticipant, leaving?: string): void => {
  const staying = Object.entries(head.participants).filter(([one]) => one !== leaving);
  const there: readonly (readonly [string, HeadParticipant])[] = [...staying, [id, coming]];
  const bytes = there.reduce((sum, one) => sum + bytesOf(one), 0);
  const tooMany =
    there.length > limits.participantsAtOnce ||
    bytes > limits.participantsBytes ||
    Object.keys(head.parties).length >= limits.participantsInAll;
  if (tooMany) throw new Failure('conflict');
};

/** Someone connects. The first agent takes the conversation out of the queue, and who monitored the wait follows. */
export const connecting = (head: Head, id: string, participant: HeadParticipant): Amendment => {
  refuseSecond(head, participant);
  const waiting = participant.purpose === 'agent' ? waitingIn(head) : undefined;
  refuseTooMany(head, id, participant, waiting);
  const own = participant.alerting === true ? [] : endOwnLease(head, participant.userId);
  const follow: readonly Effect[] =
    own.length === 0 && waiting !== undefined && head.lease?.participantId === waiting
      ? leaseAfterTransfer(head, id, participant.userId, head.divisionId)
      : [];
  return {
    change: 'participant',
    effects: [
      ...add(head, id, participant),
      ...(waiting === undefined ? [] : [drop(waiting)]),
      ...own,
      ...follow,
    ],
  };
};

/**
 * A user accepts the part that others connected them to; nothing where they have. From then on they take part, and
 * what they monitored of the conversation ends.
 */
export const accepting = (head: Head, id: string, userId: string): Amendment | undefined => {
  const participant = participantOf(head, id);
  if (participant === undefined || participant.userId !== userId) throw new Failure('not.found');
  if (participant.alerting !== true) return undefined;
  return {
    change: 'participant',
    effects: [
      { do: 'remove', path: ['participants', id, 'alerting'] },
      remember(head, userId),
      ...endOwnLease(head, userId),
    ],
  };
};

/** A connected participant, whom the API lets leave. The customer leaves by the conversation's end. */
const leavable = (head: Head, id: string): HeadParticipant => {
  const participant = participantOf(head, id);
  if (participant === undefined || participant.purpose === 'customer')
    throw new Failure('participant.not.connected');
  return participant;
};

/** Someone leaves. Their monitor's lease ends in the same write, so that no lease points at a participant who left. */
export const leaving = (head: Head, id: string): Amendment => {
  leavable(head, id);
  return { change: 'participant', effects: [drop(id), ...owing(head, id), ...leaseAfterLeaving(head, id)] };
};

/** To whom a conversation is handed. */
export interface Handover {
  readonly id: string;
  readonly participant: HeadParticipant;
  /** Where it moves to another queue. */
  readonly queue?: { readonly id: string; readonly divisionId: string };
}

/** Someone hands the conversation on; the monitor follows, or stops where they chose or must. */
export const transferring = (head: Head, from: string, to: Handover): Amendment => {
  leavable(head, from);
  refuseSecond(head, to.participant, from);
  refuseTooMany(head, to.id, to.participant, from);
  const divisionId = to.queue?.divisionId ?? head.divisionId;
  const moves: readonly Effect[] =
    to.queue === undefined
      ? []
      : [
          { do: 'set', path: ['queueId'], value: to.queue.id },
          { do: 'set', path: ['divisionId'], value: divisionId },
        ];
  const target = head.lease?.participantId === from ? to.id : head.lease?.participantId;
  return {
    change: 'transferred',
    effects: [
      drop(from),
      ...owing(head, from),
      ...add(head, to.id, to.participant),
      ...moves,
      ...leaseAfterTransfer(head, target, to.participant.userId, divisionId),
    ],
  };
};
