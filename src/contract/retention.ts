import * as z from 'zod';
import { ConversationDetails } from './analytics.ts';
import { Conversation } from './conversation.ts';
import { CustomerProfile } from './journey.ts';
import { Note } from './note.ts';
import { Panel } from './panel.ts';
import { Timeline } from './timeline.ts';
import { TranscriptEntry } from './transcript.ts';

/** How many days a tenant keeps a conversation after its end. */
export const Retention = z.strictObject({ days: z.int().min(1).max(3650) }).meta({ id: 'Retention' });
export type Retention = z.infer<typeof Retention>;

/** Which page of an export: what was said after a seq. */
export const ExportQuery = z.strictObject({ afterSeq: z.coerce.number().int().min(0).default(0) });

/**
 * Everything that is kept of one conversation; of its transcript a page, and where the next one is read while there is
 * more. Every page holds what else is kept.
 */
export const ConversationExport = z
  .object({
    conversation: Conversation,
    /** Absent where it was not kept who the customer is. */
    customer: CustomerProfile.optional(),
    details: ConversationDetails,
    timeline: Timeline,
    transcript: z.array(TranscriptEntry),
    panels: z.array(Panel),
    notes: z.array(Note),
    nextUri: z.string().optional(),
  })
  .meta({ id: 'ConversationExport' });
export type ConversationExport = z.infer<typeof ConversationExport>;

/** What a stream tells of monitoring, for the oversight log. */
export const monitoringActions = ['monitoring.started', 'monitoring.repointed', 'monitoring.ended'] as const;
export type MonitoringAction = (typeof monitoringActions)[number];

/** Everything that is audited, and whether its entry tells of monitoring: then nobody who took part is shown it. */
export const auditActions = {
  'monitoring.started': { tellsMonitoring: true },
  'monitoring.repointed': { tellsMonitoring: true },
  'monitoring.ended': { tellsMonitoring: true },
  'monitoring.claimed': { tellsMonitoring: true },
  'record.exported': { tellsMonitoring: false },
  'record.deleted': { tellsMonitoring: false },
  'message.read': { tellsMonitoring: true },
  'transcript.read': { tellsMonitoring: true },
  'media.read': { tellsMonitoring: true },
  'notes.read': { tellsMonitoring: true },
  'note.changed': { tellsMonitoring: true },
  'note.deleted': { tellsMonitoring: true },
  'session.released': { tellsMonitoring: true },
  'participant.edited': { tellsMonitoring: false },
  'conversation.ended': { tellsMonitoring: false },
  'grants.revoked': { tellsMonitoring: false },
  'queue.changed': { tellsMonitoring: false },
  'queue.deleted': { tellsMonitoring: false },
  'member.changed': { tellsMonitoring: false },
  'integration.changed': { tellsMonitoring: false },
  'integration.deleted': { tellsMonitoring: false },
  'secret.changed': { tellsMonitoring: false },
  'wrapupCode.changed': { tellsMonitoring: false },
  'wrapupCode.deleted': { tellsMonitoring: false },
  'user.changed': { tellsMonitoring: false },
  'retention.changed': { tellsMonitoring: false },
  'console.changed': { tellsMonitoring: false },
} as const satisfies Record<string, { tellsMonitoring: boolean }>;
export type AuditAction = keyof typeof auditActions;

/** How many days it is kept from where something was done; that it was done is kept for good. */
export const originDays = 90;

/** Who did what to what and to whom, when, why, and from where. */
export const Audit = z
  .object({
    time: z.iso.datetime(),
    action: z.enum(Object.keys(auditActions) as [AuditAction, ...AuditAction[]]),
    userId: z.string(),
    entityId: z.string(),
    /** The conversation that it concerns, where it concerns one. */
    conversationId: z.string().optional(),
    /** The user whom it concerns beside the one who did it: who is monitored, whose session is released. */
    subjectId: z.string().optional(),
    /** Why, in the words of the one who did it. */
    reason: z.string().optional(),
    /** A salted digest of the address that it was done from; what opens it is kept apart, for a time. */
    from: z.string().optional(),
  })
  .meta({ id: 'Audit' });
export type Audit = z.infer<typeof Audit>;

/** The newest audits first. */
export const Audits = z.object({ entities: z.array(Audit) }).meta({ id: 'Audits' });
