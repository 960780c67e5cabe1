import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import type { TimelineEntry } from '../../src/contract/timeline.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import type { DeliveryState } from '../live/deliveries.ts';
import { useKeys } from '../parts/keys.ts';
import { usePrinting } from '../parts/printing.ts';
import { TranscriptLine } from './line.tsx';
import { textsOf, transcriptItems } from './transcript-items.ts';
import './transcript.css';

/** px from the end within which the reader counts as being there. */
const nearEnd = 48;
/** ms after a wheel, a key or a finger for which scrolling counts as the reader's own. */
const movedMs = 600;

const seqOfHash = (): number | undefined => {
  const seq = /^#m(\d+)$/.exec(window.location.hash)?.[1];
  return seq === undefined ? undefined : Number(seq);
};

const onHash = (tell: () => void): (() => void) => {
  window.addEventListener('hashchange', tell);
  return () => window.removeEventListener('hashchange', tell);
};

/** The message that the address names, `#m{seq}`. */
const useLinkedSeq = (): number | undefined => useSyncExternalStore(onHash, seqOfHash);

/**
 * The transcript: virtual, so that thousands of messages cost what the visible ones cost. A reader at the end follows
 * what comes; one who reads further up stays where they are, and is told how much is new.
 */
export const Transcript = ({
  entries,
  facts,
  label,
  link,
  queueId,
  typing,
  deliveries,
  isReading,
  time,
  onTime,
  onSeen,
}: {
  readonly entries: readonly TranscriptEntry[];
  readonly facts: readonly TimelineEntry[];
  readonly label: string;
  /** The address of the interaction, for links to messages. */
  readonly link: string;
  /** The interaction's queue, for lines that name none. */
  readonly queueId: string;
  readonly typing?: string | undefined;
  /** How far messages to the customer have come, by seq, as far as it is known. */
  readonly deliveries?: ReadonlyMap<number, DeliveryState> | undefined;
  readonly isReading: boolean;
  /** The time (ms) that a cursor elsewhere points at. */
  readonly time?: number | undefined;
  /** Told the time of what is read. */
  readonly onTime?: (time: number) => void;
  readonly onSeen?: () => void;
}) => {
  const say = useSay();
  const times = useTimes();
  const isPrinting = usePrinting();
  const scroller = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const moved = useRef(Number.NEGATIVE_INFINITY);
  const [query, setQuery] = useState('');
  const [match, setMatch] = useState(0);
  const [isAtEnd, setAtEnd] = useState(seqOfHash() === undefined);
  const [readUpTo, setReadUpTo] = useState(0);
  const items = useMemo(() => transcriptItems(entries, facts, times.day), [entries, facts, times]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 52,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 10,
    // What was said earlier comes above what is read: that stays where it is.
    anchorTo: 'end',
  });
  const hasEarlier = (entries[0]?.seq ?? 1) > 1;
  const lastSeq = entries.at(-1)?.seq ?? 0;
  const fresh = entries.reduceRight((count, { seq }) => (seq > readUpTo ? count + 1 : count), 0);

  const toEnd = useCallback(() => {
    virtual.scrollToIndex(items.length - 1, { align: 'end' });
  }, [virtual, items.length]);

  // Lines are measured once they are drawn: the end moves until that is done.
  const height = virtual.getTotalSize();
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows what comes while the reader is at the end
  useLayoutEffect(() => {
    if (isAtEnd && items.length > 0) toEnd();
  }, [items.length, isAtEnd, typing, height]);
  useEffect(() => {
    if (!isAtEnd || document.visibilityState === 'hidden') return;
    setReadUpTo(lastSeq);
    onSeen?.();
  }, [isAtEnd, lastSeq, onSeen]);

  const show = useCallback(
    (find: (entry: TranscriptEntry) => boolean) => {
      const index = items.findIndex((item) => item.kind === 'entry' && find(item.entry));
      if (index < 0) return false;
      setAtEnd(false);
      virtual.scrollToIndex(index, { align: 'center' });
      return true;
    },
    [items, virtual],
  );
  const linked = useLinkedSeq();
  const shownLink = useRef<number>(undefined);
  useEffect(() => {
    // What was said earlier comes page by page: a message that is not there yet is shown once it is.
    if (linked === undefined || shownLink.current === linked) return;
    if (show(({ seq }) => seq === linked)) shownLink.current = linked;
  }, [linked, show]);
  useEffect(() => {
    if (time === undefined) return;
    const index = items.findLastIndex((item) => item.kind === 'entry' && item.time <= time);
    setAtEnd(false);
    virtual.scrollToIndex(Math.max(0, index), { align: 'center' });
  }, [time, items, virtual]);

  const wanted = query.trim();
  const matches = useMemo(() => {
    if (wanted === '') return [];
    const lower = wanted.toLocaleLowerCase();
    return entries
      .filter((entry) => textsOf(entry).toLocaleLowerCase().includes(lower))
      .map(({ seq }) => seq);
  }, [entries, wanted]);
  const visit = (to: number): void => {
    if (matches.length === 0) return;
    const index = (to + matches.length) % matches.length;
    setMatch(index);
    show(({ seq }) => seq === matches[index]);
  };
  useKeys({ '/': () => search.current?.focus() });

  const move = () => {
    moved.current = performance.now();
  };
  const onScroll = () => {
    const element = scroller.current;
    if (element === null) return;
    if (element.scrollHeight - element.scrollTop - element.clientHeight < nearEnd) setAtEnd(true);
    else if (performance.now() - moved.current < movedMs) setAtEnd(false);
    if (onTime === undefined) return;
    const middle = element.scrollTop + element.clientHeight / 2;
    const item = virtual.getVirtualItems().find(({ end }) => end >= middle);
    const shown = item === undefined ? undefined : items[item.index];
    if (shown !== undefined && element.matches(':hover, :focus-within')) onTime(shown.time);
  };

  return (
    <section className="transcript" aria-label={label}>
      <div className="transcript-search">
        <input
          ref={search}
          type="search"
          aria-label={say('transcript.search')}
          placeholder={say('transcript.search')}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setMatch(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') visit(event.shiftKey ? match - 1 : wanted === '' ? 0 : match + 1);
          }}
        />
        {wanted === '' ? null : (
          <>
            <span role="status">{say('transcript.found', { count: matches.length })}</span>
            <button
              type="button"
              className="icon-button"
              aria-label={say('transcript.previous')}
              onClick={() => visit(match - 1)}
            >
              ↑
            </button>
            <button
              type="button"
              className="icon-button"
              aria-label={say('transcript.next')}
              onClick={() => visit(match + 1)}
            >
              ↓
            </button>
          </>
        )}
      </div>
      <div
        className="scroller"
        ref={scroller}
        onScroll={onScroll}
        onWheel={move}
        onPointerDown={move}
        onTouchMove={move}
        onKeyDown={move}
        role="log"
        aria-live="off"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        tabIndex={0}
      >
        {items.length === 0 ? (
          <p className="empty">{say(isReading ? 'interaction.reading' : 'transcript.empty')}</p>
        ) : null}
        {hasEarlier ? <p className="earlier quiet">{say('transcript.earlier')}</p> : null}
        {isPrinting ? (
          <div>
            {items.map((item) => (
              <TranscriptLine key={item.key} item={item} query="" link={link} queueId={queueId} />
            ))}
          </div>
        ) : null}
        <div className="items" hidden={isPrinting} style={{ blockSize: height }}>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const item = items[index];
            return item === undefined ? null : (
              <div
                key={key}
                data-index={index}
                ref={virtual.measureElement}
                className="item"
                data-found={item.kind === 'entry' && matches[match] === item.entry.seq}
                data-linked={item.kind === 'entry' && linked === item.entry.seq}
                style={{ transform: `translateY(${start}px)` }}
              >
                <TranscriptLine
                  item={item}
                  query={wanted}
                  link={link}
                  queueId={queueId}
                  delivery={item.kind === 'entry' ? deliveries?.get(item.entry.seq) : undefined}
                />
              </div>
            );
          })}
        </div>
        {typing === undefined ? null : (
          <p className="typing quiet">{say('transcript.typing', { name: typing })}</p>
        )}
      </div>
      {isAtEnd || items.length === 0 ? null : (
        <button type="button" className="jump" onClick={toEnd}>
          {fresh > 0 ? say('transcript.jump', { count: fresh }) : say('transcript.latest')}
        </button>
      )}
    </section>
  );
};
