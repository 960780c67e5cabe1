import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { pause } from '../../client/pause.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { type Cast, createCast } from '../replay/cast.ts';
import type { ConversationLine } from '../replay/conversation-line.ts';
import { type Desk, makeAvailable, openDesk } from '../replay/desk.ts';
import { playConversation } from '../replay/play-conversation.ts';
import { playedTurns } from '../replay/played-turns.ts';
import { readConversations } from '../replay/read-conversations.ts';
import { openingPanels } from '../replay/recorded-panels.ts';
import { integrationOf, setUp } from '../replay/set-up.ts';

/** Where the demonstration plays and how fast. */
export interface DemoOptions {
  readonly url: string;
  readonly signal: AbortSignal;
  /** Times faster than written; 1 by default. */
  readonly speed?: number;
  /** ms between one conversation and the next of the same kind, and after a failure; 6,000 by default. */
  readonly restMs?: number;
  readonly tenantId?: string;
}

const name = 'demo';
const file = join(import.meta.dirname, 'conversations.jsonl');
/** The conversation that a supervisor monitors, so that others see one that is taken. */
const takenIndex = 1;

interface Scene {
  readonly options: DemoOptions;
  readonly cast: Cast;
  readonly run: string;
  readonly taker: Desk;
  readonly restMs: number;
}

const playOnce = (
  { options, cast, run, taker }: Scene,
  line: ConversationLine,
  index: number,
  round: number,
): Promise<void> =>
  playConversation({
    key: `${name}.${run}.${line.id}.${round}`,
    customerName: `Customer ${index + 1}.${round}`,
    integrationId: integrationOf(name, line.channel),
    turns: playedTurns(line.turns),
    panels: openingPanels(line),
    speed: options.speed ?? 1,
    connector: cast.connector,
    agent: cast.agent(index),
    signal: options.signal,
    onStored: async (turn, _, place) => {
      if (index !== takenIndex || turn !== 2) return;
      const { fence } = await taker.claim(place);
      taker.channel.followTranscript(place.conversationId, { fence, onEntry: () => {}, onEnd: () => {} });
    },
  });

/** Plays one conversation again and again; what fails is let be, and the next customer comes. */
const playForever = async (scene: Scene, line: ConversationLine, index: number): Promise<void> => {
  const { signal } = scene.options;
  for (let round = 1; !signal.aborted; round += 1) {
    await playOnce(scene, line, index, round).catch(() => undefined);
    await pause(systemRuntime, scene.restMs, signal);
  }
};

/** Prepares queue, integrations and supervisors, again until the system answers. Undefined once aborted. */
const prepare = async (cast: Cast, restMs: number, signal: AbortSignal): Promise<Desk | undefined> => {
  while (!signal.aborted) {
    try {
      await setUp(cast, name, 'Demo', signal);
      await makeAvailable(cast.supervisor(0), signal);
      return await openDesk(cast.supervisor(1), signal);
    } catch {
      await pause(systemRuntime, restMs, signal);
    }
  }
  return undefined;
};

/**
 * Feeds a running system with conversations until the signal aborts: four agents, a new customer each time, Supervisor
 * One available and free, Supervisor Two monitoring one of the conversations. It never rejects.
 */
export const startDemo = async (options: DemoOptions): Promise<void> => {
  const { url, signal, tenantId = 'acme', restMs = 6000 } = options;
  const lines = await readConversations(file);
  const cast = createCast(url, tenantId, signal);
  const taker = await prepare(cast, restMs, signal);
  if (taker === undefined) return;
  const scene = { options, cast, run: randomBytes(3).toString('hex'), taker, restMs };
  const close = () => taker.close();
  signal.addEventListener('abort', close, { once: true });
  if (signal.aborted) close();
  await Promise.all(lines.map((line, index) => playForever(scene, line, index)));
};
