import type { Head, HeadParticipant } from '../conversation/head.ts';
import { inOrder } from '../conversation/in-order.ts';

/** Whether this supervisor may monitor this participant: a connected agent who is someone else. */
export const isMonitorable = (participant: HeadParticipant, supervisorId: string): boolean =>
  participant.purpose === 'agent' && participant.userId !== supervisorId;

/** The ids of the participants whom this supervisor may monitor now. */
export const monitorableParticipants = (head: Head, supervisorId: string): readonly string[] =>
  inOrder(head.participants)
    .filter(([, participant]) => isMonitorable(participant, supervisorId))
    .map(([id]) => id);
