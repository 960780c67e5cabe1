import { useEffect, useRef, useState } from 'react';
import { limits } from '../../src/contract/limits.ts';
import type { Note } from '../../src/contract/note.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { useFacts } from '../live/use-live.ts';
import { textsOf } from '../transcript/transcript-items.ts';
import type { Draft } from '../transcript/use-notes.ts';

/** Characters of a message that are shown beside a note about it. */
const quoted = 90;

const quoteOf = (entries: readonly TranscriptEntry[], seq: number): string => {
  const entry = entries.find((one) => one.seq === seq);
  const text = entry === undefined ? '' : textsOf(entry).trim();
  return text.length > quoted ? `${text.slice(0, quoted)}…` : text;
};

const Editor = ({
  draft,
  quote,
  onSave,
  onCancel,
}: {
  readonly draft: Draft;
  readonly quote: string;
  readonly onSave: (text: string) => void;
  readonly onCancel: () => void;
}) => {
  const say = useSay();
  const [text, setText] = useState(draft.note?.text ?? '');
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => area.current?.focus(), []);
  const save = () => {
    if (text.trim() !== '') onSave(text.trim());
  };
  return (
    <form
      className="note-editor"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) save();
        else if (event.key === 'Escape') onCancel();
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <p className="quiet note-quote">
        #{draft.seq} <span dir="auto">{quote}</span>
      </p>
      <textarea
        ref={area}
        rows={3}
        maxLength={limits.noteText}
        aria-label={say('notes.text', { seq: draft.seq })}
        placeholder={say('notes.text', { seq: draft.seq })}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <p className="note-actions">
        <button type="submit" className="button primary" disabled={text.trim() === ''}>
          {say('notes.save')} <kbd>Ctrl ⏎</kbd>
        </button>
        <button type="button" className="quiet-button" onClick={onCancel}>
          {say('admin.cancel')}
        </button>
      </p>
    </form>
  );
};

const OneNote = ({
  note,
  quote,
  onEdit,
  onDelete,
}: {
  readonly note: Note;
  readonly quote: string;
  readonly onEdit: () => void;
  readonly onDelete: () => void;
}) => {
  const say = useSay();
  const times = useTimes();
  const isMine = useFacts((facts) => facts.me.id) === note.author.id;
  return (
    <li className="note">
      <p className="quiet">
        <a href={`#m${note.seq}`} title={quote}>
          #{note.seq}
        </a>{' '}
        {note.author.name} ·{' '}
        <time dateTime={note.modifiedDate}>{times.whole(Date.parse(note.modifiedDate))}</time>
      </p>
      <p dir="auto" className="note-text">
        {note.text}
      </p>
      {isMine ? (
        <p className="note-actions">
          <button type="button" className="quiet-button" onClick={onEdit}>
            {say('admin.edit')}
          </button>
          <button type="button" className="quiet-button" onClick={onDelete}>
            {say('admin.remove')}
          </button>
        </p>
      ) : null}
    </li>
  );
};

/** The supervisors' notes, by the message that each is about; one is written here. No party ever reads them. */
export const Notes = ({
  notes,
  entries,
  draft,
  onDraft,
  onSave,
  onDelete,
}: {
  readonly notes: readonly Note[];
  readonly entries: readonly TranscriptEntry[];
  readonly draft: Draft | undefined;
  /** Absent where the reader can write none. */
  readonly onDraft: ((draft: Draft | undefined) => void) | undefined;
  readonly onSave: (draft: Draft, text: string) => void;
  readonly onDelete: (note: Note) => void;
}) => {
  const say = useSay();
  const last = entries.at(-1)?.seq;
  return (
    <section className="notes" aria-label={say('notes.title')}>
      <h2>
        {say('notes.title')}
        {onDraft === undefined || last === undefined || draft !== undefined ? null : (
          <button type="button" className="quiet-button" onClick={() => onDraft({ seq: last })}>
            {say('notes.add')} <kbd>n</kbd>
          </button>
        )}
      </h2>
      {draft === undefined || onDraft === undefined ? null : (
        <Editor
          key={`${draft.seq}.${draft.note?.id}`}
          draft={draft}
          quote={quoteOf(entries, draft.seq)}
          onSave={(text) => onSave(draft, text)}
          onCancel={() => onDraft(undefined)}
        />
      )}
      {notes.length === 0 && draft === undefined ? <p className="quiet">{say('notes.none')}</p> : null}
      <ul>
        {notes.map((note) => (
          <OneNote
            key={`${note.author.id}.${note.id}`}
            note={note}
            quote={quoteOf(entries, note.seq)}
            onEdit={() => onDraft?.({ seq: note.seq, note })}
            onDelete={() => onDelete(note)}
          />
        ))}
      </ul>
    </section>
  );
};
