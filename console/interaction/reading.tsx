import { useCallback, useMemo, useState } from 'react';
import type { TimelineEntry } from '../../src/contract/timeline.ts';
import { useSay } from '../catalogue/text.tsx';
import { useNow } from '../live/clock.ts';
import { tellingOf } from '../live/deliveries.ts';
import type { Interaction, Watch } from '../live/facts.ts';
import { followedName } from '../live/interaction-of.ts';
import { useKeptTranscript, useTimeline } from '../live/use-interaction.ts';
import { useFacts, useLive } from '../live/use-live.ts';
import { useKeys } from '../parts/keys.ts';
import { Part } from '../parts/part.tsx';
import { Transcript } from '../transcript/transcript.tsx';
import { type Draft, NotesContext, useNotes } from '../transcript/use-notes.ts';
import { Notes } from './notes.tsx';
import { Panels } from './panels.tsx';

/** The name of who types now, if somebody does. */
const useTypist = (interaction: Interaction, watch: Watch | undefined): string | undefined => {
  const say = useSay();
  const now = useNow();
  const typing = watch?.typing;
  if (typing === undefined || typing.until < now) return undefined;
  if (typing.purpose === 'customer') return interaction.customer;
  const agent = interaction.agents.find(({ participantId }) => participantId === typing.participantId);
  return agent?.name ?? say(`purpose.${typing.purpose}`);
};

/** Whether I monitor or monitored this interaction, as the page or the timeline knows: then I may write notes on it. */
const useMayNote = (watch: Watch | undefined, facts: readonly TimelineEntry[]): boolean => {
  const me = useFacts(({ me: { id } }) => id);
  return (
    watch !== undefined || facts.some(({ type, user }) => type === 'monitoring.started' && user?.id === me)
  );
};

/** The message that the keyboard or the pointer is at. */
const seqAtHand = (): number | undefined => {
  const line =
    document.activeElement?.closest('.item') ??
    document.querySelector('.transcript .item:hover') ??
    undefined;
  const seq = line?.querySelector<HTMLElement>('[data-seq]')?.dataset.seq;
  return seq === undefined ? undefined : Number(seq);
};

/** The transcript where I may read it; beside it what the agent sees, and the supervisors' notes. */
export const Reading = ({
  interaction,
  watch,
}: {
  readonly interaction: Interaction;
  readonly watch: Watch | undefined;
}) => {
  const say = useSay();
  const live = useLive();
  const { id, customer, endTime } = interaction;
  const kept = useKeptTranscript(id, watch === undefined && endTime !== undefined);
  const { data: facts = [] } = useTimeline(id);
  const typing = useTypist(interaction, watch);
  const onSeen = useCallback(() => live.watches.seen(id), [live, id]);
  const { notes, put, remove } = useNotes(id);
  const [draft, setDraft] = useState<Draft>();
  const mayNote = useMayNote(watch, facts);
  const entries = watch?.entries ?? kept.data;
  const lastSeq = entries?.at(-1)?.seq;
  const atLines = useMemo(
    () => ({
      noted: new Set(notes?.map(({ seq }) => seq)),
      ...(mayNote ? { begin: (seq: number) => setDraft({ seq }) } : {}),
    }),
    [notes, mayNote],
  );
  useKeys({
    n: () => {
      const seq = seqAtHand() ?? lastSeq;
      if (mayNote && seq !== undefined) setDraft({ seq });
    },
  });
  if (entries === undefined)
    return (
      <p className="empty">
        {endTime === undefined
          ? say('interaction.noClaim')
          : kept.isError
            ? say('transcript.gone')
            : say('interaction.reading')}
      </p>
    );
  const isMine = watch !== undefined && watch.end === undefined;
  const hasNotes = mayNote || (notes !== undefined && notes.length > 0);
  return (
    <NotesContext value={atLines}>
      <div className="reading" data-mine={isMine}>
        <Part>
          <Transcript
            entries={entries}
            facts={facts}
            label={say('transcript.label', { customer })}
            link={`/interactions/${id}`}
            queueId={interaction.queueId}
            typing={isMine ? typing : undefined}
            deliveries={tellingOf(watch?.deliveries)}
            isReading={isMine && !watch.caughtUp}
            onSeen={onSeen}
          />
        </Part>
        {watch === undefined && !hasNotes ? null : (
          <aside className="beside">
            {watch === undefined ? null : (
              <Part>
                <Panels
                  panels={watch.panels}
                  agent={followedName(interaction, watch) ?? say('monitor.someone')}
                />
              </Part>
            )}
            {hasNotes ? (
              <Part>
                <Notes
                  notes={notes ?? []}
                  entries={entries}
                  draft={draft}
                  onDraft={mayNote ? setDraft : undefined}
                  onSave={(written, text) =>
                    put.mutate({ draft: written, text }, { onSuccess: () => setDraft(undefined) })
                  }
                  onDelete={(note) => remove.mutate(note)}
                />
              </Part>
            ) : null}
          </aside>
        )}
      </div>
    </NotesContext>
  );
};
