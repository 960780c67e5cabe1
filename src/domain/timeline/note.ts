import type { Note } from '../../contract/note.ts';
import type { ConversationKey } from '../head/head.ts';

/** What an author says in one note. */
export interface NoteContent extends Pick<Note, 'seq' | 'text' | 'label'> {
  readonly authorName: string;
  /** When this was said, ms since the epoch. */
  readonly time: number;
  /** When the conversation is let go, s since the epoch; the note goes with it. */
  readonly keptUntil?: number | undefined;
}

/** Whose note of which conversation: an author's ids are their own, so that nobody reaches another's note. */
export interface NoteKey extends ConversationKey {
  readonly authorId: string;
  readonly noteId: string;
}

/** Where supervisors' notes live. */
export interface NoteStore {
  /**
   * Puts a note, or changes it and keeps the date on which it was made; undefined where the conversation, or its author
   * on it, has as many as can be.
   */
  put(key: NoteKey, content: NoteContent): Promise<Note | undefined>;
  /** The notes of a conversation (strongly consistent), or one author's. */
  all(key: ConversationKey, authorId?: string): Promise<readonly Note[]>;
  /** Deletes a note; false where there is none. */
  delete(key: NoteKey): Promise<boolean>;
}
