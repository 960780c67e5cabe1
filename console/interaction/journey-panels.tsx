import type { ReactNode } from 'react';
import { Link } from 'wouter';
import * as z from 'zod';
import { CustomerProfile, EarlierConversation, journeyPanels } from '../../src/contract/journey.ts';
import type { TextKey } from '../catalogue/en.ts';
import { useSay } from '../catalogue/text.tsx';
import { useTimes } from '../catalogue/times.ts';
import { useQueueNames } from '../live/use-live.ts';
import { ChannelMark } from '../parts/marks.tsx';
import { Fields } from './fields.tsx';

const EarlierData = z.object({ conversations: z.array(EarlierConversation) });
const BotData = z.object({
  bots: z.array(z.object({ name: z.string() })),
  collected: z.record(z.string(), z.unknown()),
  said: z.array(z.object({ time: z.iso.datetime(), text: z.string() })),
});

type Data = Readonly<Record<string, unknown>>;
interface Props {
  readonly data: Data;
}

/** Who the customer is, as the channel told it, and where the channel knows them by. */
const Customer = ({ data }: Props) => {
  const say = useSay();
  const { data: profile } = CustomerProfile.safeParse(data);
  if (profile === undefined) return <Fields data={data} />;
  const { name, addresses, attributes } = profile;
  const address = addresses.map((one) => one.address).join(', ');
  return <Fields data={{ [say('details.name')]: name, [say('panels.address')]: address, ...attributes }} />;
};

/** The customer's earlier conversations, the newest first; each leads to what is kept of it. */
const Earlier = ({ data }: Props) => {
  const times = useTimes();
  const queueNameOf = useQueueNames();
  const told = EarlierData.safeParse(data).data;
  if (told === undefined) return <Fields data={data} />;
  return (
    <ul className="journey">
      {told.conversations.map(({ conversationId, startTime, messageType, queue, agents }) => (
        <li key={conversationId}>
          <ChannelMark type={messageType} />
          <Link href={`/interactions/${conversationId}`}>{times.whole(Date.parse(startTime))}</Link>
          <span className="quiet">
            {[queueNameOf(queue.id), ...agents.map(({ name }) => name)].join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
};

/** What a bot collected and said before an agent came. */
const Bot = ({ data }: Props) => {
  const times = useTimes();
  const told = BotData.safeParse(data).data;
  if (told === undefined) return <Fields data={data} />;
  return (
    <>
      <p className="quiet">{told.bots.map(({ name }) => name).join(', ')}</p>
      <Fields data={told.collected} />
      <ol className="journey">
        {told.said.map(({ time, text }) => (
          <li key={`${time}${text}`}>
            <time className="quiet" dateTime={time}>
              {times.minute(Date.parse(time))}
            </time>
            <span dir="auto">{text}</span>
          </li>
        ))}
      </ol>
    </>
  );
};

interface Shown {
  readonly title: TextKey;
  readonly Content: (props: Props) => ReactNode;
}

const byId: Readonly<Record<string, Shown>> = {
  [journeyPanels.customer]: { title: 'panels.journey.customer', Content: Customer },
  [journeyPanels.earlier]: { title: 'panels.journey.earlier', Content: Earlier },
  [journeyPanels.bot]: { title: 'panels.journey.bot', Content: Bot },
};

/** How a panel of the customer's journey is shown; undefined for a panel of the desktop's own. */
export const journeyPanelOf = (id: string): Shown | undefined =>
  Object.hasOwn(byId, id) ? byId[id] : undefined;
