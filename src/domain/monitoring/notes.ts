import type { Access } from '../../contract/access.ts';
import { limits } from '../../contract/limits.ts';
import type { Note, NoteInput } from '../../contract/note.ts';
import * as routes from '../../contract/routes/notes.ts';
import { type Admitted, admit } from '../head/admit.ts';
import { type LookAgainDeps, lookAgain } from '../head/amend.ts';
import type { Head, HeadStore } from '../head/head.ts';
import { liveLease } from '../head/lease.ts';
import { type AuditDeps, auditWay } from '../shared/audit.ts';
import { badRequest, Failure } from '../shared/failure.ts';
import type { Principal } from '../shared/principal.ts';
import type { RecordStore } from '../timeline/fact.ts';
import type { NoteStore } from '../timeline/note.ts';

interface Deps extends AuditDeps {
  readonly heads: Pick<HeadStore, 'get'>;
}

interface ReadDeps extends Deps {
  readonly notes: Pick<NoteStore, 'all'>;
}

interface WriteDeps extends Deps, LookAgainDeps {
  readonly notes: Pick<NoteStore, 'put'>;
  readonly records: Pick<RecordStore, 'facts'>;
}

interface NoteId {
  readonly conversationId: string;
  readonly noteId: string;
}

/** A conversation of the caller's divisions in which they never took part: to all others there are no notes. */
const supervised = (deps: Deps, me: Principal, access: Access, conversationId: string): Promise<Admitted> =>
  admit(deps, me, access, { conversationId });

/** Whether the caller monitors the conversation now, or did: the lease tells the one, the timeline the other. */
const monitors = async (deps: WriteDeps, me: Principal, head: Head): Promise<boolean> => {
  if (liveLease(head, deps.clock.now())?.supervisorId === me.userId) return true;
  const facts = await deps.records.facts(head);
  return facts.some((fact) => fact.type === 'monitoring.started' && fact.userId === me.userId);
};

/**
 * Puts the caller's own note on a conversation that they monitor or monitored, or changes it. Who never did is told
 * that nothing is there, as is who takes or took part. Audited before. Errors: not.found, transcript.cursor.unknown, bad.request.
 */
export const putNote = async (
  deps: WriteDeps,
  me: Principal,
  { conversationId, noteId }: NoteId,
  input: NoteInput,
): Promise<Note> => {
  const { head, way } = await supervised(deps, me, routes.putNote.access, conversationId);
  if (!(await monitors(deps, me, head))) throw new Failure('not.found');
  if (input.seq > head.seq)
    throw new Failure('transcript.cursor.unknown', {
      afterSeq: String(input.seq),
      headSeq: String(head.seq),
    });
  const key = { tenantId: head.tenantId, conversationId, authorId: me.userId, noteId };
  await auditWay(deps, me, way, noteId, { conversationId });
  const content = { ...input, authorName: me.name, time: deps.clock.now() };
  const note = await deps.notes.put(key, { ...content, keptUntil: head.keptUntil });
  await lookAgain(deps, head);
  if (note === undefined) {
    const { notesOfConversation, notesOfAuthor } = limits;
    throw badRequest('noteId', `there are at most ${notesOfConversation}, ${notesOfAuthor} of one author`);
  }
  return note;
};

/** Every supervisor's notes on a conversation; audited before. Errors: not.found. */
export const readNotes = async (
  deps: ReadDeps,
  me: Principal,
  conversationId: string,
): Promise<{ entities: Note[] }> => {
  const { head, way } = await supervised(deps, me, routes.getNotes.access, conversationId);
  await auditWay(deps, me, way, conversationId, { conversationId });
  return { entities: [...(await deps.notes.all(head))].sort((a, b) => a.seq - b.seq) };
};

/** Deletes a note of the caller's own; audited before. Errors: not.found. */
export const deleteNote = async (
  deps: Deps & { readonly notes: Pick<NoteStore, 'delete'> },
  me: Principal,
  { conversationId, noteId }: NoteId,
): Promise<void> => {
  const { head, way } = await supervised(deps, me, routes.deleteNote.access, conversationId);
  await auditWay(deps, me, way, noteId, { conversationId });
  const key = { tenantId: head.tenantId, conversationId, authorId: me.userId, noteId };
  if (!(await deps.notes.delete(key))) throw new Failure('not.found');
};
