import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';
import { NewestMessages } from './transcript.ts';
import { DisconnectType, OnTransfer, Purpose } from './words.ts';

/** Why somebody monitors, or ends another's session: kept in the oversight log. */
const Reason = z.string().min(1).max(limits.reason);

/** What a supervisor may ask for when monitoring starts, and why, for the oversight log alone. */
export const MonitorInput = z
  .strictObject({ onTransfer: OnTransfer.optional(), reason: Reason.optional() })
  .meta({ id: 'MonitorInput' });

/** A monitoring session: one supervisor's lease on one conversation. */
export const MonitoringSession = z
  .object({
    id: Id,
    conversationId: Id,
    participantId: Id,
    monitoredParticipantId: Id.optional(),
    supervisor: z.object({ id: Id, name: z.string() }),
    state: z.enum(['connected', 'disconnected']),
    startTime: z.iso.datetime(),
    leaseExpiresAt: z.iso.datetime().optional(),
    fence: z.int().positive(),
    headSeq: z.int().min(0),
    onTransfer: OnTransfer.optional(),
    endTime: z.iso.datetime().optional(),
    disconnectType: DisconnectType.optional(),
    /** The newest messages: in the answer to a claim, so that a console paints with one call. */
    transcript: NewestMessages.optional(),
  })
  .meta({ id: 'MonitoringSession' });
export type MonitoringSession = z.infer<typeof MonitoringSession>;

/** May I, whom, and who does now: what a client needs to draw the monitor button. */
export const Monitoring = z
  .object({
    state: z.enum(['available', 'monitored', 'unavailable']),
    monitor: z.object({ userId: Id, name: z.string(), startTime: z.iso.datetime() }).optional(),
    participants: z.array(
      z.object({
        id: Id,
        purpose: Purpose,
        user: z.object({ id: Id, name: z.string() }).optional(),
        monitorable: z.boolean(),
      }),
    ),
    reason: z
      .enum([
        'presence.not.available',
        'conversation.not.in.progress',
        'no.monitorable.participant',
        'participant',
      ])
      .optional(),
  })
  .meta({ id: 'Monitoring' });
export type Monitoring = z.infer<typeof Monitoring>;

/** Ending another's session needs a reason; one's own needs none. */
export const ReleaseQuery = z.object({ reason: Reason.optional() });
