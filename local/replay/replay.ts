import { pause } from '../../client/pause.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { LocalFile } from '../../client/upload.ts';
import type { Cast } from './cast.ts';
import { compare } from './compare.ts';
import { compareFiles } from './compare-files.ts';
import { comparePanels } from './compare-panels.ts';
import type { ConversationLine } from './conversation-line.ts';
import { type Customer, connectorsCustomer, guest } from './customers.ts';
import { type Desk, openDesk } from './desk.ts';
import { inLanes } from './in-lanes.ts';
import { playConversation } from './play-conversation.ts';
import { playedTurns } from './played-turns.ts';
import { readPanels } from './read-panels.ts';
import { readTranscript } from './read-transcript.ts';
import { finalPanels, openingPanels } from './recorded-panels.ts';
import { integrationOf, setUp } from './set-up.ts';
import { type SpokenTurn, spokenTurns } from './spoken-turns.ts';
import { Tally } from './tally.ts';
import { startWatch, type Watch } from './watch.ts';

/** What to replay, and how. */
export interface ReplayOptions {
  readonly conversations: readonly ConversationLine[];
  readonly cast: Cast;
  /** Tells this run's conversations from any other's. */
  readonly run: string;
  /** Times faster than recorded; 0 waits for nothing. */
  readonly speed: number;
  /** Conversations at a time. */
  readonly lanes: number;
  /** The part of the conversations that is monitored, 0 to 1. */
  readonly monitor: number;
  /** Reads each transcript and its panels back before the conversation ends. */
  readonly verify: boolean;
  /** Plays at most so many conversations of web messaging by the guest API, every other one on a socket. */
  readonly guests?: { readonly url: string; readonly tenantId: string; readonly most: number };
  /** Customers who write by their channel's provider; undefined for a channel that has none. */
  readonly customers?: (
    channel: ConversationLine['channel'],
    key: string,
    lane: number,
  ) => Customer | undefined;
  /** Sends a file with every n-th message of who can send one: agents, guests, and those of `customers`. */
  readonly fileEvery?: number;
  readonly signal: AbortSignal;
  /** Told of each message that is stored. */
  readonly onStored?: () => void;
}

const name = 'replay';
/** ms within which a customer must have heard what an agent said. */
const hearingMs = 60_000;
/** Conversations that one supervisor monitors, in turn with the others. */
const desks = 4;

/**
 * How monitoring may end once its conversation has: a heartbeat that finds the session gone may be faster than the
 * announcement, and takes the topic with it.
 */
const ends = ['monitoring.ended', 'monitor.lease.lost'];

const isMonitored = (index: number, part: number): boolean =>
  Math.floor((index + 1) * part) > Math.floor(index * part);

/**
 * Replays conversations and checks what became of them. A monitored conversation is claimed after some of its
 * messages, another number each time, so that its monitor needs both the backfill and the live part.
 */
export const replay = async (options: ReplayOptions): Promise<Tally> => {
  const { cast, signal, run } = options;
  const tally = new Tally();
  const open: Desk[] = [];
  const endings: Promise<void>[] = [];
  /** Conversations that guests were given. */
  let taken = 0;

  const checkEnd = async (id: string, watch: Watch): Promise<void> => {
    const end = await watch.ended();
    if (!ends.includes(end?.reason ?? '')) tally.fault(id, `monitoring: ${end?.reason ?? 'no end'}`);
  };

  /** Waits until the customer has heard all that the agent said, each once, in order. */
  const checkHeard = async (id: string, customer: Customer, turns: readonly SpokenTurn[]): Promise<void> => {
    if (customer.heard === undefined) return;
    const said = turns.filter(({ from }) => from === 'agent').map(({ text }) => text);
    for (const until = Date.now() + hearingMs; customer.heard().length < said.length; ) {
      if (Date.now() > until || signal.aborted) break;
      await pause(systemRuntime, 50, signal);
    }
    const heard = customer.heard();
    const at = said.findIndex((text, index) => heard[index] !== text);
    if (at >= 0) tally.fault(id, `customer: answer ${at + 1} did not come, or differs`);
    else if (heard.length > said.length) tally.fault(id, 'customer: an answer came twice');
    else tally.heard += said.length;
  };

  const checkWatch = (id: string, watch: Watch, turns: readonly SpokenTurn[]): void => {
    tally.monitored += 1;
    if (watch.end !== undefined) tally.fault(id, `monitoring ended early: ${watch.end.reason}`);
    const fault = compare(watch.received, turns);
    if (fault === undefined) tally.received += turns.length;
    else tally.fault(id, `monitor: ${fault}`);
  };

  const play = async (line: ConversationLine, index: number, lane: number): Promise<void> => {
    const turns = spokenTurns(line.turns);
    if (turns.length === 0) {
      tally.unplayable += 1;
      return;
    }
    const desk = open[index % Math.max(open.length, 1)];
    const claimAt = isMonitored(index, options.monitor) ? index % Math.min(turns.length, 7) : undefined;
    let watch: Watch | undefined;
    let stored = 0;
    const { guests, fileEvery } = options;
    const key = `${run}.${line.id}`;
    const who = { key, name: 'Customer', integrationId: integrationOf(name, line.channel), signal };
    const isGuest = guests !== undefined && line.channel === 'webmessaging' && taken < guests.most;
    if (isGuest) taken += 1;
    const others = isGuest ? undefined : options.customers?.(line.channel, key, lane);
    const customer = isGuest
      ? guest(who, guests, taken % 2 === 0)
      : (others ?? connectorsCustomer(who, cast.connector, index % 2 === 1));
    const sendsFiles = isGuest || others !== undefined;
    const files = new Map<number, Uint8Array>();
    const fileOf = (message: number, from: 'customer' | 'agent'): LocalFile | undefined => {
      if (fileEvery === undefined || (from === 'customer' && !sendsFiles)) return undefined;
      if ((index + message) % fileEvery !== 0) return undefined;
      const bytes = new TextEncoder().encode(`${line.id} ${message} ✓`);
      files.set(message + 1, bytes);
      return { fileName: `message-${message + 1}.txt`, bytes };
    };
    try {
      await playConversation({
        key,
        customer,
        fileOf,
        turns: playedTurns(line.turns),
        panels: openingPanels(line),
        speed: options.speed,
        agent: cast.agent(lane),
        signal,
        onSend: (again) => {
          tally.sent += 1;
          if (again) tally.repeated += 1;
        },
        onPanel: (panelId) => tally.panel(panelId),
        onStored: async (turn, seq, place) => {
          stored += 1;
          tally.stored += 1;
          options.onStored?.();
          if (seq !== turn + 1) tally.fault(line.id, `message ${turn + 1} was given seq ${seq}`);
          if (turn === claimAt && desk !== undefined) watch = await startWatch(desk, place, signal);
        },
        onAllStored: async (place) => {
          await watch?.reached(turns.length);
          if (watch !== undefined) checkWatch(line.id, watch, turns);
          await checkHeard(line.id, customer, turns);
          if (!options.verify || desk === undefined) return;
          if (watch === undefined) await desk.claim(place);
          const { conversationId } = place;
          const entries = await readTranscript(desk.actor, conversationId, signal);
          const fault =
            compare(entries, turns) ??
            (await compareFiles(desk.actor, conversationId, entries, files, signal)) ??
            comparePanels(await readPanels(desk.actor, conversationId, signal), finalPanels(line));
          if (fault === undefined) {
            tally.verified += 1;
            tally.files += files.size;
            if (isGuest) tally.guests += 1;
          } else tally.fault(line.id, `stored: ${fault}`);
        },
      });
      tally.conversations += 1;
      if (watch !== undefined) endings.push(checkEnd(line.id, watch));
    } catch (error) {
      tally.lost += turns.length - stored;
      if (signal.aborted) return;
      tally.refuse(error);
      tally.fault(line.id, `stopped after ${stored} of ${turns.length} messages`);
    } finally {
      customer.close?.();
    }
  };

  try {
    await setUp(cast, name, 'Replay', signal);
    if (options.monitor > 0 || options.verify)
      for (let index = 0; index < desks; index += 1)
        open.push(await openDesk(cast.supervisor(index), signal));
    await inLanes(options.conversations, options.lanes, play);
    await Promise.all(endings);
  } finally {
    for (const desk of open) desk.close();
  }
  return tally;
};
