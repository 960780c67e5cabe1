import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Note } from '../../src/contract/note.ts';
import { deleteNote, getNotes, putNote } from '../../src/contract/routes/notes.ts';
import { useSay } from '../catalogue/text.tsx';
import { useLive } from '../live/use-live.ts';
import { useSaving } from '../parts/use-saving.ts';

/** ms between two readings of the notes: no frame tells of one. */
const readMs = 15_000;

/** A note that is being written: about which message, and which note where one is changed. */
export interface Draft {
  readonly seq: number;
  readonly note?: Note;
}

/** What lines of the transcript know of notes: which messages have some, and how one is begun. */
export interface NotesAtLines {
  readonly noted: ReadonlySet<number>;
  /** Absent where the reader can write none. */
  readonly begin?: (seq: number) => void;
}

export const NotesContext = createContext<NotesAtLines>({ noted: new Set() });

/** What a line shows of notes. */
export const useNotesAtLines = (): NotesAtLines => useContext(NotesContext);

/** The supervisors' notes on an interaction, and what writes and deletes one's own. */
export const useNotes = (conversationId: string) => {
  const say = useSay();
  const { call } = useLive();
  const queryKey = ['notes', conversationId];
  const { data: notes } = useQuery<readonly Note[]>({
    queryKey,
    retry: false,
    refetchInterval: ({ state }) => (state.error === null ? readMs : false),
    queryFn: async ({ signal }) => (await call(getNotes, { params: { conversationId }, signal })).entities,
  });
  const put = useSaving(
    ({ draft, text }: { readonly draft: Draft; readonly text: string }) =>
      call(putNote, {
        params: { conversationId, noteId: draft.note?.id ?? crypto.randomUUID() },
        body: { seq: draft.seq, text },
      }),
    { stale: queryKey, done: say('notes.saved') },
  );
  const remove = useSaving(({ id }: Note) => call(deleteNote, { params: { conversationId, noteId: id } }), {
    stale: queryKey,
    done: say('notes.deleted'),
  });
  return { notes, put, remove } as const;
};
