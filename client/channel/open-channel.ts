import type { ChannelTopic } from '../../src/contract/channel.ts';
import type { Asked, ServerFrame } from '../../src/contract/frames.ts';
import { limits } from '../../src/contract/limits.ts';
import { createChannel } from '../../src/contract/routes/notifications.ts';
import { fullJitter } from '../full-jitter.ts';
import { pause } from '../pause.ts';
import type { Call } from '../rest/call.ts';
import { mayRetry } from '../rest/may-retry.ts';
import { ProblemError } from '../rest/problem-error.ts';
import { ageMeter } from './age.ts';
import { confirmations } from './confirmations.ts';
import { type ClientFrame, type Link, type LinkDeps, openLink } from './link.ts';
import { Listeners, type TopicListener } from './listeners.ts';
import { topicAnswers } from './topic-answers.ts';

/** A notification channel that mends itself: a listener stays subscribed when the socket is lost. */
export interface ClientChannel {
  /** Subscribes to a topic; the answer gives it up. */
  listen(topic: string, listener: TopicListener): () => void;
  /** Sends a frame, or nothing while there is no socket. */
  send(frame: ClientFrame): void;
  /** Whether there is a socket now. */
  isOpen(): boolean;
  /** Sends a frame and waits for its answer. Rejects where there is no socket, or no answer comes. */
  ask(frame: ClientFrame): Promise<ServerFrame>;
  /** Notes that a live message came just now, said at this time: the next ping tells the age of the oldest. */
  noteAge(time: string): void;
  /**
   * Whether a message that was sent quietly just now is stored: a later ping asks, unless the signal is aborted. False
   * where the channel ends before.
   */
  isStored(asked: Asked, signal: AbortSignal): Promise<boolean>;
  /** Gives everything up. */
  close(): void;
}

/** How the channel is: `waiting` until the next attempt at `nextTryAt` (ms since the epoch); `refused` for good. */
export type ChannelState =
  | { readonly is: 'connecting' }
  | { readonly is: 'open' }
  | { readonly is: 'waiting'; readonly nextTryAt: number }
  | { readonly is: 'refused'; readonly reason: string };

export interface ChannelDeps extends LinkDeps {
  readonly call: Call;
  /** Told of each change; a roll over is none. */
  readonly onState?: (state: ChannelState) => void;
}

/** ms before a channel's end at which the next one is opened, half of what is left of its life at most. */
const rolloverMs = 60_000;
/** ms between attempts to reconnect: well within what a lease lives after its last renewal. */
const patience = { baseMs: 500, capMs: 10_000 };

const ask = async (link: Link, topics: readonly string[]): Promise<readonly ChannelTopic[]> => {
  const answers: ChannelTopic[] = [];
  for (let from = 0; from < topics.length; from += limits.topicsPerFrame) {
    const page = topics.slice(from, from + limits.topicsPerFrame);
    answers.push(...topicAnswers(await link.ask({ message: 'subscribe', topics: page })));
  }
  return answers;
};

/**
 * Opens a channel. It pings, reconnects through a new channel with full jitter, and rolls over before the channel
 * expires: the next socket is open and subscribed before this one goes. Where the API refuses a channel for good,
 * every listener is told the code.
 */
export const openChannel = (deps: ChannelDeps): ClientChannel => {
  const { runtime, onState = () => {} } = deps;
  const listeners = new Listeners();
  const age = ageMeter(runtime);
  const quiet = confirmations(runtime);
  const closing = new AbortController();
  const { signal } = closing;
  let current: Link | undefined;
  let establishing = false;
  let failures = 0;
  let cancelRollover = () => {};
  /** Frames are handled concurrently by the server: what changes topics waits for what changed them before. */
  let changes = Promise.resolve();

  const change = (act: (link: Link) => Promise<void>): void => {
    const link = current;
    if (link === undefined) return;
    changes = changes.then(() => act(link)).catch(() => link.close());
  };
  const subscribe = (topics: readonly string[]): void =>
    change(async (link) => listeners.answered(await ask(link, topics)));
  const unsubscribe = (topic: string): void =>
    change(async (link) => {
      if (!listeners.topics.includes(topic)) await link.ask({ message: 'unsubscribe', topics: [topic] });
    });

  const connect = async (): Promise<Link> => {
    const channel = await deps.call(createChannel, { signal });
    let mine: Link | undefined;
    mine = await openLink(deps, channel, {
      onFrame: (frame) => listeners.frame(frame),
      onClosed: () => {
        if (mine === undefined || mine !== current) return;
        current = undefined;
        cancelRollover();
        listeners.down();
        establish();
      },
    });
    return mine;
  };

  const takeOver = (link: Link, asked: readonly string[], answers: readonly ChannelTopic[]): void => {
    const former = current;
    current = link;
    establishing = false;
    cancelRollover();
    const left = link.expires - runtime.now();
    cancelRollover = runtime.later(Math.max(left - Math.min(rolloverMs, left / 2), 1000), establish);
    if (former === undefined) onState({ is: 'open' });
    listeners.answered(answers);
    const late = listeners.topics.filter((topic) => !asked.includes(topic));
    if (late.length > 0) subscribe(late);
    link.beat({
      told: () => {
        const ageMs = age.take();
        const sent = quiet.take();
        return {
          ...(ageMs === undefined ? {} : { ageMs }),
          ...(sent.length === 0 ? {} : { sent: [...sent] }),
        };
      },
      onPong: (pong, sentAt, { sent = [] }) => {
        failures = 0;
        age.answered(sentAt, pong);
        quiet.answered(sent, pong);
      },
    });
    former?.close();
  };

  const attempt = async (): Promise<void> => {
    const link = await connect();
    try {
      const topics = listeners.topics;
      const answers = await ask(link, topics);
      signal.throwIfAborted();
      if (!link.open) throw new TypeError('the socket closed');
      takeOver(link, topics, answers);
    } catch (error) {
      link.close();
      throw error;
    }
  };

  const persevere = async (): Promise<void> => {
    while (establishing && !signal.aborted) {
      try {
        if (current === undefined) onState({ is: 'connecting' });
        await attempt();
      } catch (error) {
        if (error instanceof ProblemError && !mayRetry(error) && current === undefined) {
          closing.abort();
          onState({ is: 'refused', reason: error.code });
          listeners.rejectAll(error.code);
        } else {
          const wait = fullJitter(() => runtime.random(), failures++, patience);
          if (current === undefined) onState({ is: 'waiting', nextTryAt: runtime.now() + wait });
          await pause(runtime, wait, signal);
        }
      }
    }
  };

  const establish = (): void => {
    if (establishing || signal.aborted) return;
    establishing = true;
    void persevere();
  };

  signal.addEventListener('abort', quiet.close);
  establish();
  return {
    listen: (topic, listener) => {
      listeners.add(topic, listener);
      if (current !== undefined) subscribe([topic]);
      return () => {
        if (listeners.remove(topic, listener)) unsubscribe(topic);
      };
    },
    send: (frame) => current?.send(frame),
    isOpen: () => current?.open === true,
    ask: (frame) =>
      current === undefined ? Promise.reject(new TypeError('there is no socket')) : current.ask(frame),
    noteAge: age.came,
    isStored: quiet.isStored,
    close: () => {
      closing.abort();
      cancelRollover();
      current?.close();
    },
  };
};
