import { useMemo } from 'react';
import { useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import { clockTime } from '../catalogue/times.ts';
import { useNow } from '../live/clock.ts';
import type { Interaction } from '../live/facts.ts';
import { countsOf } from '../live/interaction-of.ts';
import { useFacts } from '../live/use-live.ts';
import { Part, Waiting } from '../parts/part.tsx';
import { useTitle } from '../parts/use-title.ts';
import { useLastHour } from './last-hour.ts';
import { QueueDetail } from './queue-detail.tsx';
import { Sparkline } from './sparkline.tsx';
import './queue-activity.css';

/** The interactions in progress of each queue. */
const useByQueue = (): ReadonlyMap<string, readonly Interaction[]> => {
  const interactions = useFacts((facts) => facts.interactions);
  return useMemo(() => {
    const found = new Map<string, Interaction[]>();
    for (const interaction of interactions.values()) {
      if (interaction.endTime !== undefined) continue;
      const own = found.get(interaction.queueId);
      if (own === undefined) found.set(interaction.queueId, [interaction]);
      else own.push(interaction);
    }
    return found;
  }, [interactions]);
};

const LongestWait = ({ interactions }: { readonly interactions: readonly Interaction[] }) => {
  const now = useNow();
  const waiting = interactions.filter(({ agents }) => agents.length === 0).map(({ startTime }) => startTime);
  return waiting.length === 0 ? '–' : clockTime(now - Math.min(...waiting));
};

/** Queue Activity: every queue with its counts and its last hour; one queue opened to who waits and who is served. */
export const QueuesView = ({ id }: { readonly id: string | undefined }) => {
  const say = useSay();
  const [, go] = useLocation();
  const queues = useFacts((facts) => facts.queues);
  const byQueue = useByQueue();
  const hours = useLastHour();
  const isFilled = useFacts((facts) => facts.filled);
  const open = id === undefined ? undefined : queues.get(id);
  useTitle(open?.name ?? say('nav.queues'));
  return (
    <section className="queues" aria-label={say('queues.title')}>
      <h1 className="visually-hidden">{say('queues.title')}</h1>
      {queues.size > 0 ? null : isFilled ? <p className="empty">{say('queues.empty')}</p> : <Waiting />}
      <ul className="queue-cards">
        {[...queues.values()].map((queue) => {
          const own = byQueue.get(queue.id) ?? [];
          const counts = countsOf(own);
          return (
            <li key={queue.id} className="queue-card" data-open={queue.id === id}>
              <a
                href={`/queues/${queue.id}`}
                aria-current={queue.id === id ? 'true' : undefined}
                onClick={(event) => {
                  event.preventDefault();
                  go(queue.id === id ? '/queues' : `/queues/${queue.id}`);
                }}
              >
                {queue.name}
              </a>
              <dl className="queue-figures">
                <div data-alert={counts.waiting > 0}>
                  <dt>{say('queues.waiting')}</dt>
                  <dd className="time">{counts.waiting}</dd>
                </div>
                <div>
                  <dt>{say('queues.interacting')}</dt>
                  <dd className="time">{counts.interacting}</dd>
                </div>
                <div>
                  <dt>{say('queues.monitored')}</dt>
                  <dd className="time">{counts.monitored}</dd>
                </div>
                <div>
                  <dt>{say('queues.longest')}</dt>
                  <dd className="time">
                    <LongestWait interactions={own} />
                  </dd>
                </div>
              </dl>
              <Sparkline values={hours.get(queue.id) ?? []} label={say('queues.hour')} />
            </li>
          );
        })}
      </ul>
      {id !== undefined && open === undefined && isFilled ? (
        <p className="empty">{say('queues.unknown')}</p>
      ) : null}
      {open === undefined ? null : (
        <Part key={open.id}>
          <QueueDetail queue={open} interactions={byQueue.get(open.id) ?? []} />
        </Part>
      )}
    </section>
  );
};
