import { randomBytes } from 'node:crypto';
import { ProblemError } from '../../client/rest/problem-error.ts';
import {
  connectParticipant,
  patchConversation,
  receiveOpenMessage,
} from '../../src/contract/routes/messages.ts';
import { getTranscript } from '../../src/contract/routes/monitoring.ts';
import { getMe, patchPresence } from '../../src/contract/routes/users.ts';
import type { Installation } from '../installation.ts';
import type { Crew } from './main-job.ts';

/** What a promise is checked with. */
export interface Checking {
  readonly at: Installation;
  readonly crew: Crew;
  readonly signal: AbortSignal;
}

/** Something that every installation promises, checked through its public API alone. */
export interface Promised {
  readonly promise: string;
  /** Throws where it is not kept. */
  readonly check: (checking: Checking) => Promise<void>;
}

/** ms that what follows a stream may take. */
const streamMs = 60_000;

/** Throws where something does not hold. */
export const demand = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};

/** Demands that a call is refused with one of these statuses. */
export const refused = async (statuses: readonly number[], call: Promise<unknown>): Promise<void> => {
  const answer = await call.then(
    () => 200,
    (error: unknown) => (error instanceof ProblemError ? error.status : 0),
  );
  demand(statuses.includes(answer), `${statuses.join(' or ')} was expected, ${answer} came`);
};

/** Demands that a call is refused with a code. */
export const refusedWith = async (code: string, call: Promise<unknown>): Promise<void> => {
  const answer = await call.then(
    () => 'an answer',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );
  demand(answer === code, `${code} was expected, ${answer} came`);
};

/** A request as it is, with no token but one in its headers. */
export const raw = (at: Installation, method: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${at.url}/api/v2${path}`, { method, headers });

/** Demands an answer in the error envelope. */
export const isEnvelope = async (answer: Response, status: number, code: string): Promise<void> => {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  demand(
    answer.status === status && body.code === code,
    `${status} ${code} was expected, ${answer.status} ${body.code} came`,
  );
  demand(typeof body.contextId === 'string' && body.contextId !== '', 'the answer bears no contextId');
};

/** Waits for what the stream brings. */
export const eventually = async (holds: () => Promise<boolean>, otherwise: string): Promise<void> => {
  const until = Date.now() + streamMs;
  while (!(await holds())) {
    demand(Date.now() < until, otherwise);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

/** Changes the presence of the supervisor. */
export const presence = async (
  { crew: { supervisor } }: Checking,
  systemPresence: 'Available' | 'Offline',
) => {
  const { id: userId } = await supervisor.call(getMe);
  await supervisor.call(patchPresence, {
    params: { userId },
    body: { presenceDefinition: { systemPresence } },
  });
};

/** A customer writes, by the open integration. */
export const customerWrites = ({ crew }: Checking, from: string, messageId: string) =>
  crew.connector.call(receiveOpenMessage, {
    params: { integrationId: crew.integrationId },
    body: { channel: { messageId, from: { id: from, nickname: 'Customer' } }, text: messageId },
  });

/** The transcript, as the agent who takes part reads it. */
export const transcript = ({ crew: { agent } }: Checking, conversationId: string) =>
  agent.call(getTranscript, { params: { conversationId }, query: {} });

/** A conversation with a customer and the agent. */
export const conversation = async (checking: Checking) => {
  const key = randomBytes(6).toString('hex');
  const { conversationId } = await customerWrites(checking, key, `${key}-1`);
  const { agent, agentId } = checking.crew;
  const { id: participantId } = await agent.call(connectParticipant, {
    params: { conversationId },
    body: { purpose: 'agent', user: { id: agentId, name: 'Agent' } },
  });
  const end = () =>
    agent.call(patchConversation, { params: { conversationId }, body: { state: 'disconnected' } });
  return { key, conversationId, participantId, params: { conversationId, participantId }, end };
};
