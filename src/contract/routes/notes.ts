import { as, audited } from '../access.ts';
import { ConversationParams, NoteParams } from '../ids.ts';
import { Note, NoteInput, Notes } from '../note.ts';
import { defineRoute } from '../route.ts';

/** Puts a note on a conversation that the caller monitors or monitored. */
export const putNote = defineRoute({
  name: 'put-note',
  method: 'PUT',
  path: '/conversations/messages/{conversationId}/notes/{noteId}',
  summary: "Puts or changes the caller's own note on a conversation that they monitor or monitored",
  tag: 'Notes',
  access: [audited(as('session', 'conversation:message:monitor'), 'note.changed')],
  params: NoteParams,
  body: NoteInput,
  response: Note,
  statuses: [200],
  errors: ['bad.request', 'not.found', 'transcript.cursor.unknown'],
});

/** Reads the notes of a conversation. */
export const getNotes = defineRoute({
  name: 'get-notes',
  method: 'GET',
  path: '/conversations/messages/{conversationId}/notes',
  summary: 'Reads the notes of supervisors on a conversation',
  tag: 'Notes',
  access: [audited(as('session', 'conversation:note:view'), 'notes.read')],
  params: ConversationParams,
  response: Notes,
  statuses: [200],
  errors: ['not.found'],
});

/** Deletes a note of the caller's own. */
export const deleteNote = defineRoute({
  name: 'delete-note',
  method: 'DELETE',
  path: '/conversations/messages/{conversationId}/notes/{noteId}',
  summary: "Deletes the caller's own note",
  tag: 'Notes',
  access: [audited(as('session', 'conversation:message:monitor'), 'note.deleted')],
  params: NoteParams,
  statuses: [204],
  errors: ['not.found'],
});
