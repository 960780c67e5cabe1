import { memo, type ReactNode } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { DeliveryState } from '../live/deliveries.ts';
import { useQueueName } from '../live/use-live.ts';
import { flash } from '../parts/flash.tsx';
import { DeliveryMark, NoteMark } from '../parts/marks.tsx';
import { Contents } from './content.tsx';
import type { TranscriptItem } from './transcript-items.ts';
import { useNotesAtLines } from './use-notes.ts';

/** The text with what was searched for marked in it. */
const marked = (text: string, query: string): ReactNode => {
  if (query === '') return text;
  const parts: ReactNode[] = [];
  const [lower, wanted] = [text.toLocaleLowerCase(), query.toLocaleLowerCase()];
  let from = 0;
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    parts.push(text.slice(from, at), <mark key={at}>{text.slice(at, at + wanted.length)}</mark>);
    from = at + wanted.length;
  }
  return [...parts, text.slice(from)];
};

const FactLine = ({
  item,
  inQueue,
}: {
  readonly item: Extract<TranscriptItem, { kind: 'line' }>;
  readonly inQueue: string;
}) => {
  const say = useSay();
  const times = useTimes();
  const { fact, text, time } = item;
  const { queueId = inQueue } = fact;
  const queue = useQueueName(queueId);
  return (
    <p className="line">
      {say(text, { name: fact.user?.name ?? say('monitor.someone'), queue })}{' '}
      <time dateTime={fact.time}>{times.minute(time)}</time>
    </p>
  );
};

/** How far a message to the customer has come; a failure is said in words. */
const Delivery = ({ state }: { readonly state: DeliveryState }) => {
  const say = useSay();
  const words = say(`delivery.${state}`);
  return (
    <span className="delivery" data-delivery={state} title={words}>
      <DeliveryMark state={state} />
      <span className={state === 'failed' ? '' : 'visually-hidden'}>{words}</span>
    </span>
  );
};

const Message = ({
  item,
  query,
  link,
  delivery,
}: {
  readonly item: Extract<TranscriptItem, { kind: 'entry' }>;
  readonly query: string;
  readonly link: string;
  readonly delivery: DeliveryState | undefined;
}) => {
  const say = useSay();
  const times = useTimes();
  const { entry, time, isFirst } = item;
  const { noted, begin } = useNotesAtLines();
  if (entry.type === 'Lost') return <p className="line lost">{say('transcript.lost')}</p>;
  const purpose = entry.purpose ?? 'customer';
  const copy = () => {
    navigator.clipboard.writeText(`${window.location.origin}${link}#m${entry.seq}`).then(
      () => flash({ text: say('transcript.copied') }),
      () => undefined,
    );
  };
  return (
    <div className="message" data-side={purpose === 'customer' ? 'customer' : 'agent'} data-first={isFirst}>
      {isFirst ? (
        <p className="sender">
          {entry.name ?? say(`purpose.${purpose}`)} <span className="quiet">{say(`purpose.${purpose}`)}</span>
        </p>
      ) : null}
      <div className="bubble" data-seq={entry.seq} data-noted={noted.has(entry.seq)}>
        {entry.text === undefined || entry.text === '' ? null : <p dir="auto">{marked(entry.text, query)}</p>}
        {entry.content === undefined ? null : <Contents content={entry.content} />}
        {delivery === undefined ? null : <Delivery state={delivery} />}
        {noted.has(entry.seq) ? (
          <span className="noted" title={say('notes.here')}>
            <NoteMark />
            <span className="visually-hidden">{say('notes.here')}</span>
          </span>
        ) : null}
      </div>
      <p className="sent">
        <time dateTime={entry.time}>{times.second(time)}</time>
        {begin === undefined ? null : (
          <button
            type="button"
            className="quiet-button"
            onClick={() => begin(entry.seq)}
            aria-label={`#${entry.seq} ${say('notes.write')}`}
            title={say('notes.write')}
          >
            <NoteMark />
          </button>
        )}
        <button
          type="button"
          className="quiet-button"
          onClick={copy}
          aria-label={`#${entry.seq} ${say('transcript.copy')}`}
        >
          #{entry.seq}
        </button>
      </p>
    </div>
  );
};

const Day = ({ time }: { readonly time: number }) => {
  const times = useTimes();
  return <p className="day">{times.day(time)}</p>;
};

/** One item of the transcript. */
export const TranscriptLine = memo(
  ({
    item,
    query,
    link,
    queueId,
    delivery,
  }: {
    readonly item: TranscriptItem;
    readonly query: string;
    readonly link: string;
    readonly queueId: string;
    readonly delivery?: DeliveryState | undefined;
  }) => {
    if (item.kind === 'day') return <Day time={item.time} />;
    if (item.kind === 'line') return <FactLine item={item} inQueue={queueId} />;
    return <Message item={item} query={query} link={link} delivery={delivery} />;
  },
);
