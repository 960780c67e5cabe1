import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type * as z from 'zod';
import { pause } from '../../client/pause.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import type { SentContent } from '../../src/contract/content.ts';
import {
  getConversation,
  patchParticipant,
  receiveOpenEvent,
  receiveOpenMessage,
  replaceParticipant,
  sendAgentMessage,
  sendTyping,
} from '../../src/contract/routes/messages.ts';
import { connectAgent, endConversation, setPanel } from '../replay/agent-desktop.ts';
import type { Actor } from '../replay/cast.ts';
import type { Turn } from '../replay/conversation-line.ts';
import { actionsPanel, type RecordedPanel } from '../replay/recorded-panels.ts';

/** What happens beside the words: after which spoken turn (counted from 0). */
export interface Incidents {
  /** The agent puts the customer on hold for some seconds. */
  readonly holdAfter?: number;
  /** The conversation is handed to another agent. */
  readonly transferAfter?: number;
  /** A colleague joins the agent. */
  readonly joinAfter?: number;
  /** The customer sends a picture, and the agent one back. */
  readonly pictureAfter?: number;
}

/** One conversation of the demonstration. */
export interface Scene {
  /** Unique: the customer's address, and what message ids begin with. */
  readonly key: string;
  readonly customerName: string;
  readonly integrationId: string;
  readonly turns: readonly Turn[];
  readonly panels: readonly RecordedPanel[];
  readonly incidents: Incidents;
  /** Address of a picture that the customer may send. */
  readonly pictureUrl: string;
  readonly speed: number;
  /** ms that the customer waits for an agent. */
  readonly waitMs: number;
  readonly connector: Actor;
  readonly agent: Actor;
  readonly colleague: Actor;
  readonly signal: AbortSignal;
  /** Told of each spoken turn. */
  readonly onSpoken?: (
    turn: number,
    place: { conversationId: string; participantId: string },
  ) => Promise<void>;
}

const labelFile = join(import.meta.dirname, 'label.png');

/** ms before a message at which its sender begins to type; ms of a hold. Both at speed 1. */
const typesMs = 3_500;
const holdMs = 25_000;

/** Plays one conversation with its incidents, at its own pace. Rejects where the system refuses. */
export const playScene = async (scene: Scene): Promise<void> => {
  const { signal, connector, speed, turns, incidents } = scene;
  const persist = <T>(act: () => Promise<T>): Promise<T> => {
    signal.throwIfAborted();
    return retrying(systemRuntime, { attempts: 8, signal }, act);
  };
  const rest = (ms: number) => pause(systemRuntime, ms / speed, signal);
  const from = { id: scene.key, idType: 'Opaque' as const, nickname: scene.customerName };
  const params = { integrationId: scene.integrationId };

  const inbound = (messageId: string, text: string, content?: z.input<typeof SentContent>) =>
    persist(() =>
      connector.client.call(receiveOpenMessage, {
        params,
        body: {
          channel: { messageId, from },
          text,
          direction: 'Inbound',
          ...(content === undefined ? {} : { content }),
        },
        signal,
      }),
    );

  const [opening, ...later] = turns;
  if (opening === undefined) return;
  const { conversationId } = await inbound(`${scene.key}.0`, opening.text);
  await rest(scene.waitMs);
  let agent = scene.agent;
  let participantId = await persist(() => connectAgent(agent, conversationId, signal));
  const inConversation = () => ({ conversationId, participantId });
  for (const panel of scene.panels) await persist(() => setPanel(agent, conversationId, panel, signal));
  await scene.onSpoken?.(0, inConversation());

  const type = async (turn: Turn): Promise<void> => {
    const typing = { type: 'On' as const };
    const asked =
      turn.from === 'agent'
        ? agent.client.call(sendTyping, {
            params: { conversationId, communicationId: participantId },
            body: { typing },
            signal,
          })
        : connector.client.call(receiveOpenEvent, {
            params,
            body: { channel: { from }, type: 'Event', events: [{ eventType: 'Typing', typing }] },
            signal,
          });
    // Typing that gets lost is not worth a conversation.
    await asked.catch(() => undefined);
  };

  const hold = async (held: boolean): Promise<void> => {
    await persist(() =>
      agent.client.call(patchParticipant, { params: inConversation(), body: { held }, signal }),
    );
  };

  const handOn = async (): Promise<void> => {
    const next = scene.colleague;
    const body = { userId: next.userId, userName: next.name };
    await persist(() => agent.client.call(replaceParticipant, { params: inConversation(), body, signal }));
    const { participants } = await persist(() =>
      next.client.call(getConversation, { params: { conversationId }, signal }),
    );
    agent = next;
    participantId = participants.find(({ user }) => user?.id === next.userId)?.id ?? participantId;
  };

  /** The agent answers a picture with one of their own, which is kept with the conversation. */
  const sendLabel = async (clientMessageId: string): Promise<void> => {
    const { client } = agent;
    const part = { conversationId, communicationId: participantId };
    const file = { fileName: 'label.png', bytes: new Uint8Array(await readFile(labelFile)) };
    const id = await persist(() => client.upload(part, file, signal));
    const body = { textBody: '', mediaIds: [id], clientMessageId };
    await persist(() => client.call(sendAgentMessage, { params: part, body, signal }));
  };

  const happen = async (spoken: number): Promise<void> => {
    if (spoken === incidents.holdAfter) {
      await hold(true);
      await rest(holdMs);
      await hold(false);
    }
    if (spoken === incidents.transferAfter) await handOn();
    if (spoken === incidents.joinAfter)
      await persist(() => connectAgent(scene.colleague, conversationId, signal));
    if (spoken === incidents.pictureAfter) {
      await inbound(`${scene.key}.picture`, '', [
        {
          contentType: 'Attachment',
          attachment: {
            mediaType: 'Image',
            url: scene.pictureUrl,
            mime: 'image/png',
            filename: 'parcel.png',
          },
        },
      ]);
      await rest(typesMs);
      await sendLabel(`${scene.key}.label`);
    }
  };

  const actions: Turn[] = [];
  let spoken = 0;
  let before = opening.at;
  for (const turn of later) {
    const gap = Math.max(0, turn.at - before) * 1000;
    before = turn.at;
    const types = turn.from !== 'action' && gap > typesMs;
    await rest(types ? gap - typesMs : gap);
    if (types) {
      await type(turn);
      await rest(typesMs);
    }
    if (turn.from === 'action') {
      actions.push(turn);
      await persist(() => setPanel(agent, conversationId, actionsPanel(actions), signal));
      continue;
    }
    spoken += 1;
    const id = `${scene.key}.${spoken}`;
    if (turn.from === 'customer') await inbound(id, turn.text);
    else
      await persist(() =>
        agent.client.call(sendAgentMessage, {
          params: { conversationId, communicationId: participantId },
          body: { textBody: turn.text, clientMessageId: id },
          signal,
        }),
      );
    await scene.onSpoken?.(spoken, inConversation());
    await happen(spoken);
  }
  await rest(typesMs);
  await persist(() => endConversation(agent, conversationId, signal));
};
