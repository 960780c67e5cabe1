import { memo, useEffect, useRef } from 'react';
import { useLocation } from 'wouter';
import { useSay } from '../catalogue/text.tsx';
import { clockTime, useTimes } from '../catalogue/times.ts';
import type { Interaction } from '../live/facts.ts';
import { stateOf } from '../live/interaction-of.ts';
import { useFacts, useQueueName } from '../live/use-live.ts';
import { MonitorButton } from '../monitor/monitor-button.tsx';
import { BinocularMark, ChannelMark, StateMark } from '../parts/marks.tsx';
import { Since } from '../parts/since.tsx';
import type { Column } from './filters.ts';

/** ms for which a row counts as new. */
const newMs = 3_000;

const Duration = ({ startTime, endTime }: Interaction) =>
  endTime === undefined ? <Since time={startTime} /> : clockTime(endTime - startTime);

const MonitoredBy = ({ interaction }: { readonly interaction: Interaction }) => {
  const say = useSay();
  const times = useTimes();
  const me = useFacts((facts) => facts.me);
  const { monitor } = interaction;
  if (monitor === undefined) return null;
  const isMine = monitor.userId === me.id;
  const text = isMine
    ? say('monitor.mine')
    : say('monitor.taken', { name: monitor.name, time: times.minute(monitor.since) });
  return (
    <span className={isMine ? 'tag mine' : 'tag taken'} title={text}>
      <BinocularMark />
      <span>{text}</span>
    </span>
  );
};

/** The cells of one interaction. A row is no preview: nothing of the text is in it. */
const cells: Record<
  Column,
  (props: { readonly interaction: Interaction; readonly queueName: string }) => React.ReactNode
> = {
  channel: ({ interaction }) => <Channel interaction={interaction} />,
  customer: ({ interaction }) => interaction.customer,
  queue: ({ queueName }) => queueName,
  agents: ({ interaction }) => interaction.agents.map(({ name }) => name).join(', ') || '–',
  state: ({ interaction }) => <State interaction={interaction} />,
  duration: ({ interaction }) => <Duration {...interaction} />,
  silence: ({ interaction: { customerTime, endTime } }) =>
    customerTime === undefined || endTime !== undefined ? '–' : <Since time={customerTime} />,
  monitor: ({ interaction }) => <MonitoredBy interaction={interaction} />,
  action: ({ interaction }) => <MonitorButton interaction={interaction} isShort />,
};

const Channel = ({ interaction: { messageType } }: { readonly interaction: Interaction }) => {
  const say = useSay();
  return (
    <span className="channel" title={say(`channel.${messageType}`)}>
      <ChannelMark type={messageType} />
      <span className="visually-hidden">{say(`channel.${messageType}`)}</span>
    </span>
  );
};

const State = ({ interaction }: { readonly interaction: Interaction }) => {
  const say = useSay();
  const state = stateOf(interaction);
  return (
    <span className="state" data-state={state}>
      <StateMark state={state} /> <span className="state-words">{say(`state.${state}`)}</span>
    </span>
  );
};

/** Whether nothing but the list has the focus: a row that comes into sight takes it from no field. */
const mayTakeFocus = (): boolean => {
  const at = document.activeElement;
  return at === null || at === document.body || at.id === 'content' || at.closest('.grid') !== null;
};

/** One row; `isCurrent` has the keyboard, `onCurrent` is told which row got it. */
export const Row = memo(
  ({
    interaction,
    shown,
    index,
    isCurrent,
    onCurrent,
    top,
  }: {
    readonly interaction: Interaction;
    readonly shown: readonly Column[];
    readonly index: number;
    readonly isCurrent: boolean;
    readonly onCurrent: (id: string) => void;
    readonly top: number;
  }) => {
    const [, go] = useLocation();
    const link = useRef<HTMLAnchorElement>(null);
    const queueName = useQueueName(interaction.queueId);
    const path = `/interactions/${interaction.id}`;
    useEffect(() => {
      if (isCurrent && mayTakeFocus()) link.current?.focus({ preventScroll: true });
    }, [isCurrent]);
    return (
      // biome-ignore lint/a11y/useSemanticElements: rows are placed one by one, which table elements do not allow
      // biome-ignore lint/a11y/useFocusableInteractive: the link in the row has the focus
      <div
        role="row"
        className="row"
        aria-rowindex={index + 2}
        data-row={interaction.id}
        data-current={isCurrent}
        data-over={interaction.endTime !== undefined}
        data-new={Date.now() - interaction.startTime < newMs}
        style={{ transform: `translateY(${top}px)` }}
      >
        {shown.map((column) => (
          // biome-ignore lint/a11y/useSemanticElements: as the row
          <div role="cell" key={column} className={`cell ${column}`}>
            {column === 'customer' ? (
              <a
                ref={link}
                href={path}
                onFocus={() => onCurrent(interaction.id)}
                onClick={(event) => {
                  if (event.metaKey || event.ctrlKey) return;
                  event.preventDefault();
                  go(path);
                }}
              >
                {interaction.customer || '–'}
              </a>
            ) : (
              cells[column]({ interaction, queueName })
            )}
          </div>
        ))}
      </div>
    );
  },
);
