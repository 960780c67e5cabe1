import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pause } from '../../client/pause.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { type Cast, createCast } from '../replay/cast.ts';
import type { ConversationLine } from '../replay/conversation-line.ts';
import { type Desk, makeAvailable, openDesk } from '../replay/desk.ts';
import { playedTurns } from '../replay/played-turns.ts';
import { readConversations } from '../replay/read-conversations.ts';
import { openingPanels, type RecordedPanel } from '../replay/recorded-panels.ts';
import { demoTenant } from './people.ts';
import { keepAtWork, setUpPeople } from './people-at-work.ts';
import { type Incidents, playScene } from './play-scene.ts';
import { clearFloor, integrationOf, queueOf, setUpQueues } from './queues.ts';

/** Where the demonstration plays and how fast. */
export interface DemoOptions {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Times faster than written; 1 by default. */
  readonly speed?: number;
  /** ms that an agent rests between two conversations at the least, and after a failure; 6,000 by default. */
  readonly restMs?: number;
  readonly tenantId?: string;
  /** A file of conversations; the recorded ones beside the project by default, else the few of this folder. */
  readonly file?: string;
}

const ownFile = join(import.meta.dirname, 'conversations.jsonl');
const recordedFile = join(import.meta.dirname, '../../../shared/data/conversations.jsonl');

const agents = 4;
/** Conversations that an agent has at a time; every agent but the last one comes and goes. */
const lanesOfAgent = 3;
/** Which lanes the supervisor of the demonstration looks into, so that others see some that are taken. */
const takenLanes = [1, 6];
/** ms between the beginnings of two lanes. */
const staggerMs = 2_500;
/** ms that a customer waits at the most. */
const longestWaitMs = 45_000;

interface Stage {
  readonly options: DemoOptions;
  readonly cast: Cast;
  readonly run: string;
  readonly taker: Desk;
  readonly speed: number;
  readonly restMs: number;
  /** The conversations of each queue that has some. */
  readonly queues: readonly (readonly ConversationLine[])[];
}

/** What a number decides: always the same for the same, and different enough for the next. */
const chance = (seed: number, choices: number): number => (seed * 7919 + 104_729) % choices;

const incidentsOf = (seed: number, turns: number): Incidents => {
  if (turns < 6) return {};
  const after = 2 + chance(seed, turns - 4);
  const kind = chance(seed + 1, 6);
  if (kind === 0) return { holdAfter: after };
  if (kind === 1) return { transferAfter: after };
  if (kind === 2) return { joinAfter: after };
  return kind === 3 ? { pictureAfter: after } : {};
};

const nameOf = ({ customer }: ConversationLine, lane: number, round: number): string => {
  const recorded = customer?.customer_name;
  if (typeof recorded !== 'string') return `Customer ${lane + 1}.${round}`;
  return recorded.replace(/\b\p{L}/gu, (letter) => letter.toUpperCase());
};

/** What the agent's desktop shows from the beginning: the record's panels, or who the customer is. */
const panelsOf = (line: ConversationLine, name: string): readonly RecordedPanel[] => {
  const recorded = openingPanels(line);
  if (recorded.length > 0) return recorded;
  const data = { name, channel: line.channel, queue: queueOf(line) };
  return [{ id: 'customer', schemaId: 'demo.customer.v1', data }];
};

const playOnce = (stage: Stage, line: ConversationLine, lane: number, round: number): Promise<void> => {
  const { cast, options, run, taker, speed } = stage;
  const seed = lane + round * agents * lanesOfAgent;
  const turns = playedTurns(line.turns);
  const agent = lane % agents;
  const customerName = nameOf(line, lane, round);
  return playScene({
    key: `demo.${run}.${line.id}.${round}`,
    customerName,
    integrationId: integrationOf(queueOf(line), line.channel),
    turns,
    panels: panelsOf(line, customerName),
    incidents: incidentsOf(seed, turns.length),
    pictureUrl: `${options.url}/dev/pictures/parcel.png`,
    speed,
    waitMs: chance(seed, 10) * (longestWaitMs / 10),
    connector: cast.connector,
    agent: cast.agent(agent),
    colleague: cast.agent((agent + 1) % agents),
    signal: options.signal,
    onSpoken: async (turn, place) => {
      if (turn !== 2 || !takenLanes.includes(lane)) return;
      const { fence } = await taker.claim(place);
      taker.channel.followTranscript(place.conversationId, { fence, onEntry: () => {}, onEnd: () => {} });
    },
  });
};

const byQueue = (lines: readonly ConversationLine[]): readonly (readonly ConversationLine[])[] => {
  const found = new Map<string, ConversationLine[]>();
  // What has panels of its own comes first: the first lanes show the most.
  const ordered = [...lines].sort(
    (a, b) => Number(b.customer !== undefined) - Number(a.customer !== undefined),
  );
  for (const line of ordered) found.set(queueOf(line), [...(found.get(queueOf(line)) ?? []), line]);
  return [...found.values()];
};

/** Plays one conversation after the other; what fails is let be, and the next customer comes. */
const playForever = async (stage: Stage, lane: number): Promise<void> => {
  const { signal } = stage.options;
  const { queues, speed, restMs } = stage;
  await pause(systemRuntime, (lane * staggerMs) / speed, signal);
  for (let round = 1; !signal.aborted; round += 1) {
    const ofQueue = queues[lane % queues.length] ?? [];
    const line = ofQueue[(Math.floor(lane / queues.length) + (round - 1) * 3) % ofQueue.length];
    if (line !== undefined) await playOnce(stage, line, lane, round).catch(() => undefined);
    await pause(systemRuntime, restMs + (chance(lane + round, 8) * restMs) / speed, signal);
  }
};

const agentsOf = (cast: Cast) => Array.from({ length: agents }, (_, index) => cast.agent(index));

/** Prepares queues, integrations and people, again until the system answers. Undefined once aborted. */
const prepare = async (
  cast: Cast,
  url: string,
  restMs: number,
  signal: AbortSignal,
): Promise<Desk | undefined> => {
  while (!signal.aborted) {
    try {
      await setUpQueues(cast, signal, new URL(url).host);
      await setUpPeople(cast, agentsOf(cast), signal);
      await clearFloor(cast, signal);
      await makeAvailable(cast.supervisor(0), signal);
      await makeAvailable(cast.supervisor(1), signal);
      return await openDesk(cast.supervisor(2), signal);
    } catch {
      await pause(systemRuntime, restMs, signal);
    }
  }
  return undefined;
};

/**
 * Fills a floor until the signal aborts: four agents on several queues, with breaks, real conversations at their real pace, holds,
 * transfers, colleagues who join, pictures and panels; Supervisors One and Two available and free, Supervisor Three
 * monitoring some conversations. It never rejects.
 */
export const startDemo = async (options: DemoOptions): Promise<void> => {
  const { url, signal, tenantId = demoTenant, restMs = 6_000, speed = 1 } = options;
  const file = options.file ?? (existsSync(recordedFile) ? recordedFile : ownFile);
  const lines = (await readConversations(file)).filter(({ turns }) => playedTurns(turns).length > 0);
  const cast = createCast(url, tenantId, signal);
  const taker = await prepare(cast, url, restMs, signal);
  if (taker === undefined) return;
  const run = randomBytes(3).toString('hex');
  const close = () => taker.close();
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  const stage = { options, cast, run, taker, restMs, speed, queues: byQueue(lines) };
  const lanes = Array.from({ length: agents * lanesOfAgent }, (_, lane) => lane);
  const atWork = keepAtWork(agentsOf(cast), speed, signal).catch(() => undefined);
  await Promise.all([atWork, ...lanes.map((lane) => playForever(stage, lane))]);
};
