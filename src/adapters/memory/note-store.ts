import { limits } from '../../contract/limits.ts';
import type { Note } from '../../contract/note.ts';
import type { NoteKey, NoteStore } from '../../domain/timeline/note.ts';
import { type ConversationTable, conversationTable } from './conversation-items.ts';

/** Supervisors' notes in memory, in the order of their keys. */
export const memoryNoteStore = (table: ConversationTable = conversationTable()): NoteStore => {
  const notes = table.kind<Note>();
  const idOf = (key: NoteKey) => `${key.authorId}#${key.noteId}`;
  return {
    async put(key, { seq, text, label, authorName, time, keptUntil }) {
      const all = notes.entries(key);
      if (notes.get(key, idOf(key)) === undefined) {
        const own = all.filter(([id]) => id.startsWith(`${key.authorId}#`));
        if (all.length >= limits.notesOfConversation || own.length >= limits.notesOfAuthor) return undefined;
      }
      const modifiedDate = new Date(time).toISOString();
      const note: Note = {
        id: key.noteId,
        conversationId: key.conversationId,
        seq,
        text,
        ...(label === undefined ? {} : { label }),
        author: { id: key.authorId, name: authorName },
        createdDate: notes.get(key, idOf(key))?.createdDate ?? modifiedDate,
        modifiedDate,
      };
      if (keptUntil === undefined) notes.update(key, idOf(key), note);
      else notes.put(key, idOf(key), note, keptUntil * 1000);
      return note;
    },
    all: async (key, authorId) =>
      notes
        .entries(key)
        .filter(([id]) => authorId === undefined || id.startsWith(`${authorId}#`))
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, note]) => note),
    delete: async (key) => notes.delete(key, idOf(key)),
  };
};
