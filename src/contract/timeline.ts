import * as z from 'zod';
import { Id } from './ids.ts';
import { DisconnectType, Purpose } from './words.ts';

/** What can have happened to a conversation. */
export const TimelineType = z.enum([
  'conversation.started',
  'participant.alerting',
  'participant.connected',
  'participant.disconnected',
  'participant.held',
  'participant.resumed',
  'participant.wrappedUp',
  'conversation.transferred',
  'monitoring.started',
  'monitoring.repointed',
  'monitoring.ended',
  'conversation.ended',
  'note.added',
]);
export type TimelineType = z.infer<typeof TimelineType>;

/** One fact of a conversation's life. */
export const TimelineEntry = z
  .object({
    time: z.iso.datetime(),
    type: TimelineType,
    user: z.object({ id: Id, name: z.string() }).optional(),
    purpose: Purpose.optional(),
    participantId: Id.optional(),
    monitoredParticipantId: Id.optional(),
    queueId: Id.optional(),
    disconnectType: DisconnectType.optional(),
    reason: z.string().optional(),
    wrapupCode: Id.optional(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** A conversation's timeline, oldest first. */
export const Timeline = z.object({ entities: z.array(TimelineEntry) }).meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof Timeline>;
