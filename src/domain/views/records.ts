import { limits } from '../../contract/limits.ts';
import {
  type Audit,
  auditActions,
  type ConversationExport,
  type Retention,
} from '../../contract/retention.ts';
import {
  deleteConversation as deleteRoute,
  exportConversation as exportRoute,
} from '../../contract/routes/records.ts';
import { conversationFor } from '../conversation/read-conversation.ts';
import { admit } from '../head/admit.ts';
import { erase } from '../head/amend.ts';
import { tookPart } from '../head/audience.ts';
import type { Archive, HeadStore } from '../head/head.ts';
import type { Recipients } from '../messages/recipient.ts';
import type { PanelStore } from '../monitoring/panel-store.ts';
import { type AuditDeps, type AuditStore, audit, auditWay } from '../shared/audit.ts';
import { Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import type { NoteStore } from '../timeline/note.ts';
import { factsFor, notesFor, timelineOf, withNotes } from '../timeline/read-timeline.ts';
import type { MediaStore } from '../transcript/media.ts';
import { type Entry, type TranscriptStore, transcriptEntry } from '../transcript/message.ts';
import { detailsFor } from './details.ts';
import { forgetInteraction, type InteractionStore } from './interaction.ts';
import { profileOf } from './journey.ts';
import type { SettingsStore } from './retain.ts';

/** Whether an entry may be shown to this reader: what tells of monitoring is kept from everybody who took part. */
const showable = async (
  deps: { readonly heads: Pick<HeadStore, 'get'> },
  me: Principal,
  { action, conversationId }: Audit,
): Promise<boolean> => {
  if (!auditActions[action].tellsMonitoring) return true;
  if (conversationId === undefined) return false;
  // With the conversation's head goes the memory of who took part: what it told is then told to nobody.
  const head = await deps.heads.get({ tenantId: me.tenantId, conversationId });
  return head !== undefined && !tookPart(head, me.userId);
};

/** The newest audits of the tenant, as far as this reader may know of them. */
export const readAudits = async (
  deps: { readonly audits: Pick<AuditStore, 'newest'>; readonly heads: Pick<HeadStore, 'get'> },
  me: Principal,
): Promise<{ entities: Audit[] }> => {
  // What is kept from a reader takes no room, or they would count it by what it displaces.
  const shown = await deps.audits.newest(me.tenantId, 100, (entry) => showable(deps, me, entry));
  return { entities: [...shown] };
};

interface ExportDeps extends AuditDeps {
  readonly heads: Pick<HeadStore, 'get'>;
  readonly records: Pick<RecordStore, 'facts' | 'wrapUpNotes'>;
  readonly transcript: Pick<TranscriptStore, 'after'>;
  readonly panels: Pick<PanelStore, 'all'>;
  readonly notes: Pick<NoteStore, 'all'>;
  readonly recipients: Pick<Recipients, 'get'>;
}

/** The first of these, as many as one answer has room for; one at least. */
const fitting = (entries: readonly Entry[]): readonly Entry[] => {
  let bytes = 0;
  const beyond = entries.findIndex((entry, index) => {
    bytes += Buffer.byteLength(JSON.stringify(entry));
    return bytes > limits.exportBytes && index > 0;
  });
  return beyond < 0 ? entries : entries.slice(0, beyond);
};

/**
 * Exports all that is kept of a conversation, its transcript in pages; each is audited before anything is handed out.
 * Errors: not.found.
 */
export const exportConversation = async (
  deps: ExportDeps,
  me: Principal,
  conversationId: string,
  afterSeq = 0,
): Promise<ConversationExport> => {
  const { head, way } = await admit(deps, me, exportRoute.access, { conversationId });
  await auditWay(deps, me, way, conversationId, { conversationId });
  const now = deps.clock.now();
  const facts = await deps.records.facts(head);
  const notes = notesFor(head, await deps.notes.all(head), me);
  const customer = await deps.recipients.get(head);
  const found = await deps.transcript.after(head, afterSeq, limits.exportPage);
  const entries = fitting(found);
  const isLast = entries.length === found.length && found.length < limits.exportPage;
  const next = `/api/v2/conversations/messages/${conversationId}/export?afterSeq=${entries.at(-1)?.seq}`;
  return {
    conversation: conversationFor(head, me, now),
    ...(customer === undefined ? {} : { customer: profileOf(head, customer) }),
    details: detailsFor(head, facts, me, now, await deps.records.wrapUpNotes(head)),
    timeline: withNotes(timelineOf(factsFor(head, facts, me.userId)), notes),
    transcript: entries.map(transcriptEntry),
    panels: [...(await deps.panels.all(head))],
    notes: [...notes],
    ...(isLast ? {} : { nextUri: next }),
  };
};

/**
 * Deletes all that is kept of an ended conversation; audited. The head goes first and leaves word that it was erased, so
 * that a late write is known as such. A long conversation's first step alone is done here: the change of the head wakes the
 * stream's consumer, which goes on step by step, and deletes again what came meanwhile.
 * Errors: not.found, conflict while it is in progress.
 */
export const deleteConversation = async (
  deps: AuditDeps & {
    readonly heads: Pick<HeadStore, 'get' | 'apply'>;
    readonly archive: Pick<Archive, 'erase'>;
    readonly interactions: Pick<InteractionStore, 'get' | 'replace'>;
    readonly media: Pick<MediaStore, 'erase'>;
  },
  me: Principal,
  conversationId: string,
): Promise<void> => {
  const { head, way } = await admit(deps, me, deleteRoute.access, { conversationId });
  if (head.state !== 'ended') throw new Failure('conflict');
  await auditWay(deps, me, way, conversationId, { conversationId });
  const now = deps.clock.now();
  const outcome = await deps.heads.apply(head, erase(now));
  await forgetInteraction(deps.interactions, head);
  await deps.archive.erase(outcome.ok ? outcome.head : head, now, 0);
  await deps.media.erase(head);
};

/** Sets how long the tenant keeps conversations from their end on; those that ended before keep their time. */
export const setRetention = async (
  deps: AuditDeps & { readonly settings: Pick<SettingsStore, 'setRetentionDays'> },
  me: Principal,
  retention: Retention,
): Promise<Retention> => {
  await audit(deps, me, 'retention.changed', `days:${retention.days}`);
  await deps.settings.setRetentionDays(me.tenantId, retention.days);
  return retention;
};

/** How long the tenant keeps conversations. Errors: not.found where it never said so and keeps them all. */
export const readRetention = async (
  deps: { readonly settings: Pick<SettingsStore, 'retentionDays'> },
  me: Principal,
): Promise<Retention> => {
  const days = await deps.settings.retentionDays(me.tenantId);
  if (days === undefined) throw new Failure('not.found');
  return { days };
};
