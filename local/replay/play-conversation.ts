import { pause } from '../../client/pause.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { LocalFile } from '../../client/upload.ts';
import { sendAgentMessage } from '../../src/contract/routes/messages.ts';
import { connectAgent, endConversation, setPanel } from './agent-desktop.ts';
import type { Actor } from './cast.ts';
import type { Turn } from './conversation-line.ts';
import type { Customer } from './customers.ts';
import { actionsPanel, type RecordedPanel } from './recorded-panels.ts';

/** A conversation under way. */
export interface Place {
  readonly conversationId: string;
  /** The agent's participant. */
  readonly participantId: string;
}

/** One conversation to play, and who plays it. */
export interface Play {
  /** Unique: what client message ids begin with. */
  readonly key: string;
  readonly customer: Customer;
  /** The file that goes with a message, counted from 0. */
  readonly fileOf?: (message: number, from: 'customer' | 'agent') => LocalFile | undefined;
  /** The first one is the customer's; `action` turns change the panel of actions. */
  readonly turns: readonly Turn[];
  /** Set as soon as the agent is connected. */
  readonly panels?: readonly RecordedPanel[];
  /** Times faster than recorded; 0 waits for nothing. */
  readonly speed: number;
  readonly agent: Actor;
  readonly signal: AbortSignal;
  /** Told before each attempt at a message. */
  readonly onSend?: (again: boolean) => void;
  /** Told of each panel, by its id, whose change is acknowledged. */
  readonly onPanel?: (panelId: string) => void;
  /** Told of each acknowledged message, counted from 0; awaited before the next turn. */
  readonly onStored?: (message: number, seq: number, place: Place) => void | Promise<void>;
  /** Told after the last turn, while the conversation is still in progress; awaited. */
  readonly onAllStored?: (place: Place) => Promise<void>;
}

const attempts = 10;

/**
 * Plays a conversation through the public API as a connector and an agent desktop do: the customer's first message
 * starts it, the agent connects and sets the panels, each turn waits for the answer to the one before, and at the end
 * the agent ends it. Everything may be sent again: messages carry ids by which a repeat is recognised, panels are set
 * as a whole.
 */
export const playConversation = async (play: Play): Promise<void> => {
  const { turns, agent, signal } = play;
  const persist = <T>(act: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    return retrying(systemRuntime, { attempts, signal }, act);
  };
  const saying = <T>(act: () => Promise<T>): Promise<T> => {
    let again = false;
    return persist(() => {
      play.onSend?.(again);
      again = true;
      return act();
    });
  };

  const inbound = (text: string, index: number) =>
    saying(() => play.customer.say(text, index, play.fileOf?.(index, 'customer')));
  const outbound = async ({ conversationId, participantId }: Place, textBody: string, index: number) => {
    const part = { conversationId, communicationId: participantId };
    const file = play.fileOf?.(index, 'agent');
    const mediaIds =
      file === undefined ? {} : { mediaIds: [await persist(() => agent.client.upload(part, file, signal))] };
    const body = { textBody, clientMessageId: `${play.key}.${index}`, ...mediaIds };
    return saying(() => agent.client.call(sendAgentMessage, { params: part, body, signal }));
  };

  const show = async ({ conversationId }: Place, panel: RecordedPanel): Promise<void> => {
    await persist(() => setPanel(agent, conversationId, panel, signal));
    play.onPanel?.(panel.id);
  };

  const begin = async (opening: Turn): Promise<Place> => {
    const { conversationId, seq } = await inbound(opening.text, 0);
    const participantId = await persist(() => connectAgent(agent, conversationId, signal));
    const place = { conversationId, participantId };
    for (const panel of play.panels ?? []) await show(place, panel);
    await play.onStored?.(0, seq, place);
    return place;
  };

  const [opening, ...rest] = turns;
  if (opening === undefined) return;
  const start = Date.now() - (play.speed > 0 ? (opening.at * 1000) / play.speed : 0);
  const place = await begin(opening);
  const actions: Turn[] = [];
  let number = 0;
  for (const turn of rest) {
    const due = play.speed > 0 ? start + (turn.at * 1000) / play.speed : 0;
    if (due > Date.now()) await pause(systemRuntime, due - Date.now(), signal);
    if (turn.from === 'action') {
      actions.push(turn);
      await show(place, actionsPanel(actions));
      continue;
    }
    number += 1;
    const { seq } =
      turn.from === 'customer' ? await inbound(turn.text, number) : await outbound(place, turn.text, number);
    await play.onStored?.(number, seq, place);
  }
  await play.onAllStored?.(place);
  await persist(() => endConversation(agent, place.conversationId, signal));
};
