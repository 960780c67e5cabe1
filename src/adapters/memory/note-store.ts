import type { Note } from '../../contract/note.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import type { NoteKey, NoteStore } from '../../domain/timeline/note.ts';

/** Supervisors' notes in memory, in the order of their keys. */
export const memoryNoteStore = (): NoteStore => {
  const notes = new Map<string, Note>();
  const conversation = ({ tenantId, conversationId }: ConversationKey) => `${tenantId}#${conversationId}#`;
  const keyOf = (key: NoteKey) => `${conversation(key)}${key.authorId}#${key.noteId}`;
  return {
    async put(key, { seq, text, label, authorName, time }) {
      const modifiedDate = new Date(time).toISOString();
      const note: Note = {
        id: key.noteId,
        conversationId: key.conversationId,
        seq,
        text,
        ...(label === undefined ? {} : { label }),
        author: { id: key.authorId, name: authorName },
        createdDate: notes.get(keyOf(key))?.createdDate ?? modifiedDate,
        modifiedDate,
      };
      notes.set(keyOf(key), note);
      return note;
    },
    async all(key, authorId) {
      const prefix = `${conversation(key)}${authorId === undefined ? '' : `${authorId}#`}`;
      return [...notes]
        .filter(([own]) => own.startsWith(prefix))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, note]) => note);
    },
    delete: async (key) => notes.delete(keyOf(key)),
  };
};
