import type { TimelineEntry } from '../../contract/timeline.ts';
import { iso } from '../iso.ts';
import type { Fact } from './fact.ts';

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
