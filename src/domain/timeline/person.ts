import type { HeadParticipant } from '../conversation/head.ts';

/** A participant as facts name them. */
export const person = (participantId: string, participant: HeadParticipant) => ({
  participantId,
  purpose: participant.purpose,
  name: participant.name,
  ...(participant.userId === undefined ? {} : { userId: participant.userId }),
  ...(participant.queueId === undefined ? {} : { queueId: participant.queueId }),
});
