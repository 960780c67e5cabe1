import { useEffect, useMemo, useRef, useState } from 'react';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { axisMarks, type Lane, type Moment, momentsOf } from './lanes.ts';
import { useMomentWords } from './moment-words.ts';

/** px of one lane, of the names beside them, and of the axis above. */
const laneHeight = 30;
const axisHeight = 22;
/** px that the time at a mark takes. */
const markWidth = 60;
const zooms = [1, 2, 4, 8, 16];

/** All ticks of a lane as one path: thousands of messages are one element. */
const ticksPath = (ticks: readonly number[], x: (time: number) => number, top: number): string => {
  const drawn = new Set(ticks.map((time) => Math.round(x(time) * 2) / 2));
  return [...drawn].map((at) => `M${at} ${top + 7}v${laneHeight - 14}`).join('');
};

const LaneMarks = ({
  lane,
  top,
  x,
  end,
}: {
  readonly lane: Lane;
  readonly top: number;
  readonly x: (time: number) => number;
  readonly end: number;
}) => {
  const ticks = useMemo(() => ticksPath(lane.ticks, x, top), [lane.ticks, x, top]);
  return (
    <g className="lane" data-purpose={lane.purpose}>
      {lane.spans.map((span) => (
        <rect
          key={`${span.type}${span.from}`}
          className="span"
          data-type={span.type}
          x={x(span.from)}
          y={top + 4}
          width={Math.max(2, x(span.to ?? end) - x(span.from))}
          height={laneHeight - 8}
          rx="3"
        />
      ))}
      {lane.spans
        .filter(({ type }) => type === 'hold')
        .map((span) => (
          <rect
            key={`hatch${span.from}`}
            x={x(span.from)}
            y={top + 4}
            width={Math.max(2, x(span.to ?? end) - x(span.from))}
            height={laneHeight - 8}
            fill="url(#hatch)"
          />
        ))}
      <path className="ticks" d={ticks} />
    </g>
  );
};

/**
 * The lanes as one SVG. A pointer or the arrow keys move a cursor through what happened; `onTime` is told its time (ms),
 * and `time` moves it from elsewhere.
 */
export const Lanes = ({
  lanes,
  from,
  to,
  time,
  onTime,
}: {
  readonly lanes: readonly Lane[];
  readonly from: number;
  readonly to: number;
  readonly time: number | undefined;
  readonly onTime: (time: number) => void;
}) => {
  const say = useSay();
  const times = useTimes();
  const wordsOf = useMomentWords();
  const frame = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState(800);
  const [zoom, setZoom] = useState(1);
  const width = Math.max(200, shown * zoom);
  const moments = useMemo(() => momentsOf(lanes), [lanes]);
  const x = useMemo(() => {
    const scale = width / Math.max(1, to - from);
    return (at: number) => (at - from) * scale;
  }, [from, to, width]);

  useEffect(() => {
    const element = frame.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setShown(element.clientWidth));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  // The cursor stays in sight when the transcript scrolls, and after a key or another zoom.
  useEffect(() => {
    const element = frame.current;
    if (element === null || time === undefined) return;
    const { scrollLeft, clientWidth } = element;
    if (x(time) < scrollLeft || x(time) > scrollLeft + clientWidth)
      element.scrollLeft = x(time) - clientWidth / 2;
  }, [time, x]);

  const at: Moment | undefined = useMemo(
    () => (time === undefined ? undefined : moments.findLast((moment) => moment.time <= time)),
    [moments, time],
  );
  const step = (by: number): void => {
    const index = at === undefined ? -1 : moments.lastIndexOf(at);
    const moment = moments[Math.min(Math.max(index + by, 0), moments.length - 1)];
    if (moment !== undefined) onTime(moment.time);
  };
  const point = (clientX: number): void => {
    const left = frame.current?.firstElementChild?.getBoundingClientRect().left ?? 0;
    onTime(from + ((clientX - left) / width) * (to - from));
  };
  const what = at === undefined ? say('timeline.nothing') : wordsOf(at);
  const height = axisHeight + lanes.length * laneHeight;
  const zoomed = (by: number) =>
    zooms[Math.min(Math.max(zooms.indexOf(zoom) + by, 0), zooms.length - 1)] ?? 1;
  return (
    <div className="lanes">
      <div className="lanes-tools">
        <p className="quiet" role="status">
          {time === undefined
            ? say('timeline.hint')
            : say('timeline.cursor', { time: times.second(time), what })}
        </p>
        <button
          type="button"
          className="icon-button"
          aria-label={say('timeline.zoom.out')}
          onClick={() => setZoom(zoomed(-1))}
        >
          −
        </button>
        <button
          type="button"
          className="icon-button"
          aria-label={say('timeline.zoom.in')}
          onClick={() => setZoom(zoomed(1))}
        >
          +
        </button>
      </div>
      <div className="lanes-body">
        <ul className="lane-names" aria-hidden="true">
          {lanes.map(({ key, purpose, name }) => (
            <li key={key} data-purpose={purpose} title={`${say(`purpose.${purpose}`)} · ${name}`}>
              {name || say(`purpose.${purpose}`)}
            </li>
          ))}
        </ul>
        <div
          className="lanes-scroller"
          ref={frame}
          role="slider"
          tabIndex={0}
          aria-label={say('timeline.label')}
          aria-valuemin={from}
          aria-valuemax={to}
          aria-valuenow={Math.round(time ?? from)}
          aria-valuetext={say('timeline.cursor', { time: times.second(time ?? from), what })}
          onKeyDown={(event) => {
            if (event.key === 'ArrowRight') step(1);
            else if (event.key === 'ArrowLeft') step(-1);
            else if (event.key === 'Home') step(-moments.length);
            else if (event.key === 'End') step(moments.length);
            else if (event.key === '+') setZoom(zoomed(1));
            else if (event.key === '-') setZoom(zoomed(-1));
            else return;
            event.preventDefault();
          }}
          onPointerDown={(event) => point(event.clientX)}
          onPointerMove={(event) => {
            if (event.buttons === 1 || event.pointerType === 'mouse') point(event.clientX);
          }}
        >
          <svg width={width} height={height} aria-hidden="true" focusable="false">
            <defs>
              <pattern
                id="hatch"
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <path d="M0 0v6" className="hatch" />
              </pattern>
            </defs>
            {axisMarks(from, to, width).map((mark) => (
              <g key={mark} className="axis">
                <path d={`M${x(mark)} ${axisHeight - 4}V${height}`} />
                <text
                  x={x(mark) + (x(mark) > width - markWidth ? -3 : 3)}
                  y={axisHeight - 8}
                  textAnchor={x(mark) > width - markWidth ? 'end' : 'start'}
                >
                  {times.second(mark)}
                </text>
              </g>
            ))}
            {lanes.map((lane, index) => (
              <LaneMarks key={lane.key} lane={lane} top={axisHeight + index * laneHeight} x={x} end={to} />
            ))}
            {time === undefined ? null : <path className="cursor" d={`M${x(time)} 0V${height}`} />}
          </svg>
        </div>
      </div>
    </div>
  );
};
