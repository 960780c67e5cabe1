import * as z from 'zod';
import { ConversationDetails } from './analytics.ts';
import { Conversation } from './conversation.ts';
import { Panel } from './panel.ts';
import { Timeline } from './timeline.ts';
import { TranscriptEntry } from './transcript.ts';

/** How many days a tenant keeps a conversation after its end. */
export const Retention = z.strictObject({ days: z.int().min(1).max(3650) }).meta({ id: 'Retention' });
export type Retention = z.infer<typeof Retention>;

/** Everything that is kept of one conversation. */
export const ConversationExport = z
  .object({
    conversation: Conversation,
    details: ConversationDetails,
    timeline: Timeline,
    transcript: z.array(TranscriptEntry),
    panels: z.array(Panel),
  })
  .meta({ id: 'ConversationExport' });
export type ConversationExport = z.infer<typeof ConversationExport>;

/** One access to kept records: who did what to which conversation, and when. */
export const Audit = z
  .object({
    time: z.iso.datetime(),
    action: z.enum(['record.exported', 'record.deleted', 'session.released', 'grants.revoked']),
    userId: z.string(),
    entityId: z.string(),
  })
  .meta({ id: 'Audit' });
export type Audit = z.infer<typeof Audit>;

/** The newest audits first. */
export const Audits = z.object({ entities: z.array(Audit) }).meta({ id: 'Audits' });
