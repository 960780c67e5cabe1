import { useMemo, useState } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useNowEvery } from '../live/clock.ts';
import { tellingOf } from '../live/deliveries.ts';
import type { Interaction, Watch } from '../live/facts.ts';
import { useDetails, useKeptTranscript, useTimeline } from '../live/use-interaction.ts';
import { useQueueNames } from '../live/use-live.ts';
import { useKeys } from '../parts/keys.ts';
import { PartError, Waiting } from '../parts/part.tsx';
import { Transcript } from '../transcript/transcript.tsx';
import { ExportButton } from './export-button.tsx';
import { lanesOf } from './lanes.ts';
import { Lanes } from './lanes.tsx';
import { MomentsTable } from './moments-table.tsx';
import './timeline.css';

/** Seconds between two steps of an interaction that lasts still. */
const step = 10;

/** The interaction as lanes over time, with its transcript: each scrolls the other. Or as a table of the same facts. */
export const TimelineTab = ({
  interaction,
  watch,
  time,
  onTime,
}: {
  readonly interaction: Interaction;
  readonly watch: Watch | undefined;
  readonly time: number | undefined;
  readonly onTime: (time: number) => void;
}) => {
  const say = useSay();
  const { id, startTime, endTime, customer } = interaction;
  const { data: details, error, refetch } = useDetails(id);
  const { data: facts = [] } = useTimeline(id);
  const kept = useKeptTranscript(id, watch === undefined && endTime !== undefined);
  const queueNameOf = useQueueNames();
  const now = useNowEvery(step);
  const [isTable, setTable] = useState(false);
  const [pointed, setPointed] = useState<number>();
  const entries = watch?.entries ?? kept.data;
  const lanes = useMemo(
    () => (details === undefined ? [] : lanesOf(details, entries ?? [], queueNameOf)),
    [details, entries, queueNameOf],
  );
  useKeys({ t: () => setTable(!isTable) });
  if (details === undefined)
    return error === null ? <Waiting /> : <PartError error={error} onRetry={() => void refetch()} />;
  const last = Math.max(
    endTime ?? now + step * 1000,
    ...lanes.flatMap(({ spans }) => spans.map(({ from, to }) => to ?? from)),
  );
  return (
    <div className="timeline">
      <p className="timeline-tools">
        <button type="button" className="button" onClick={() => setTable(!isTable)}>
          {say(isTable ? 'timeline.lanes' : 'timeline.table')} <kbd>t</kbd>
        </button>
        <button type="button" className="button" onClick={() => window.print()}>
          {say('interaction.print')}
        </button>
        {endTime === undefined ? null : <ExportButton id={id} />}
      </p>
      {isTable ? (
        <MomentsTable lanes={lanes} />
      ) : (
        <Lanes
          lanes={lanes}
          from={startTime}
          to={last}
          time={time}
          onTime={(at) => {
            onTime(at);
            setPointed(at);
          }}
        />
      )}
      {entries === undefined ? (
        <p className="empty">{say(endTime === undefined ? 'interaction.noClaim' : 'transcript.gone')}</p>
      ) : (
        <Transcript
          entries={entries}
          facts={facts}
          label={say('transcript.label', { customer })}
          link={`/interactions/${id}`}
          queueId={interaction.queueId}
          deliveries={tellingOf(watch?.deliveries)}
          isReading={false}
          time={pointed}
          onTime={onTime}
        />
      )}
    </div>
  );
};
