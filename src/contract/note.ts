import * as z from 'zod';
import { Id } from './ids.ts';
import { limits } from './limits.ts';

/** What a supervisor notes about one message of a conversation, for supervisors alone. */
export const NoteInput = z
  .strictObject({
    /** The message that it is about. */
    seq: z.int().positive(),
    text: z.string().min(1).max(limits.noteText),
    label: z.string().min(1).max(limits.noteLabel).optional(),
  })
  .meta({ id: 'NoteInput' });
export type NoteInput = z.infer<typeof NoteInput>;

/** A note as supervisors read it. Its id is its author's own: another author may use the same one. */
export const Note = z
  .object({
    id: Id,
    conversationId: Id,
    seq: z.int().positive(),
    text: z.string(),
    label: z.string().optional(),
    author: z.object({ id: Id, name: z.string() }),
    createdDate: z.iso.datetime(),
    modifiedDate: z.iso.datetime(),
  })
  .meta({ id: 'Note' });
export type Note = z.infer<typeof Note>;

/** All notes of a conversation, by the message that each is about. */
export const Notes = z.object({ entities: z.array(Note) }).meta({ id: 'Notes' });
