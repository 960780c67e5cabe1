import { amended, end } from '../../src/domain/head/amend.ts';
import { append, appendAll } from '../../src/domain/head/append.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { participantOf } from '../../src/domain/head/head.ts';
import {
  claim,
  release,
  releaseBy,
  renew,
  repoint,
  sweep,
} from '../../src/domain/head/monitoring-transitions.ts';
import type { Transition } from '../../src/domain/head/transition.ts';
import { owing, wrapUpAfterEnd, wrapUpAfterLeaving } from '../../src/domain/head/wrap-up-debt.ts';

/** Who moves, what they believe, and when. */
export interface Mover {
  readonly supervisorId: string;
  readonly fence: number;
  readonly participantId: string;
  readonly divisions: readonly string[];
  readonly print: string;
  readonly now: number;
  /** The head that the mover looked at. */
  readonly seen: Head;
}

const own = (by: Mover) => ({ participantId: by.participantId, userId: by.supervisorId });

/** Every transition of a head, by its name: a new one joins here. */
export const moves = {
  message: (by) => append({ fingerprint: by.print, now: by.now }),
  agentMessage: (by) =>
    append({
      fingerprint: by.print,
      now: by.now,
      agent: { participantId: by.participantId, userId: by.supervisorId },
    }),
  messages: (by) => appendAll([`${by.print}a`, `${by.print}b`, `${by.print}c`], by.now),
  claim: (by) =>
    claim({
      conversationId: by.seen.conversationId,
      supervisorId: by.supervisorId,
      name: `Name of ${by.supervisorId}`,
      issued: 1,
      divisions: by.divisions,
      participantId: by.participantId,
      onTransfer: 'follow',
      now: by.now,
    }),
  renew: (by) => renew(by, by.now),
  repoint: (by) => repoint(by, by.participantId, 'stop', by.now),
  release: (by) => release(by, { type: 'client' }, by.now),
  releaseBy: (by) => releaseBy(by.fence, { type: 'system', by: by.supervisorId, reason: 'reason' }, by.now),
  sweep: (by) => sweep(by, by.now),
  end: (by) => end(by.now),
  join: (by) =>
    amended(
      by.seen,
      'participant',
      [
        {
          do: 'set',
          // Ids of participants are ours: only these two ever join.
          path: ['participants', by.participantId === 'a1' ? 'a1' : 'a2'],
          value: { purpose: 'agent', name: 'Joined', userId: by.supervisorId, since: by.now },
        },
      ],
      by.now,
    ),
  leave: (by) =>
    amended(
      by.seen,
      'participant',
      [{ do: 'remove', path: ['participants', by.participantId] }, ...owing(by.seen, by.participantId)],
      by.now,
    ),
  hold: (by) =>
    // Only who is there is put on hold: the id of one who is not would have no place for it.
    amended(
      by.seen,
      'participant',
      participantOf(by.seen, by.participantId) === undefined
        ? []
        : [{ do: 'set', path: ['participants', by.participantId, 'held'], value: by.now }],
      by.now,
    ),
  resume: (by) =>
    amended(
      by.seen,
      'participant',
      participantOf(by.seen, by.participantId) === undefined
        ? []
        : [{ do: 'remove', path: ['participants', by.participantId, 'held'] }],
      by.now,
    ),
  wrapUpAfterLeaving: (by) => wrapUpAfterLeaving(own(by), 'solved', by.now),
  wrapUpAfterEnd: (by) => wrapUpAfterEnd(own(by), 'solved', by.now),
} satisfies Record<string, (by: Mover) => Transition>;

export type MoveName = keyof typeof moves;
