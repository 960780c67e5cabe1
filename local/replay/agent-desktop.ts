import { ProblemError } from '../../client/rest/problem-error.ts';
import {
  connectParticipant,
  getConversation,
  patchConversation,
} from '../../src/contract/routes/messages.ts';
import { putPanel } from '../../src/contract/routes/panels.ts';
import type { Actor } from './cast.ts';
import type { RecordedPanel } from './recorded-panels.ts';

const isCode = (error: unknown, code: string): boolean =>
  error instanceof ProblemError && error.code === code;

/** Connects the agent; answers the participant's id, also where an attempt whose answer was lost connected before. */
export const connectAgent = async (
  { client, userId, name }: Actor,
  conversationId: string,
  signal: AbortSignal,
): Promise<string> => {
  const params = { conversationId };
  try {
    const body = { purpose: 'agent' as const, user: { id: userId, name } };
    return (await client.call(connectParticipant, { params, body, signal })).id;
  } catch (error) {
    if (!isCode(error, 'participant.already.connected')) throw error;
    const { participants } = await client.call(getConversation, { params, signal });
    const mine = participants.find(({ user }) => user?.id === userId);
    if (mine === undefined) throw error;
    return mine.id;
  }
};

/** Sets a contextual panel as a whole; doing so again changes its version alone. */
export const setPanel = async (
  { client }: Actor,
  conversationId: string,
  { id, schemaId, data }: RecordedPanel,
  signal: AbortSignal,
): Promise<void> => {
  await client.call(putPanel, {
    params: { conversationId, panelId: id },
    body: { schemaId, data },
    signal,
  });
};

/** Ends the conversation; one that has ended already is as it should be. */
export const endConversation = async (
  { client }: Actor,
  conversationId: string,
  signal: AbortSignal,
): Promise<void> => {
  try {
    const body = { state: 'disconnected' as const };
    await client.call(patchConversation, { params: { conversationId }, body, signal });
  } catch (error) {
    if (!isCode(error, 'conversation.not.in.progress')) throw error;
  }
};
