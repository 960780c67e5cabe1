import { randomBytes } from 'node:crypto';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { getTimeline } from '../../src/contract/routes/analytics.ts';
import {
  connectParticipant,
  getConversation,
  patchConversation,
  receiveOpenMessage,
} from '../../src/contract/routes/messages.ts';
import { getMonitoring, startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { getMe, patchPresence } from '../../src/contract/routes/users.ts';
import type { Installation } from '../installation.ts';
import { type Crew, mainJob } from './main-job.ts';

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

const demand = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};

/** Demands that a call is refused with a code. */
const refusedWith = async (code: string, call: Promise<unknown>): Promise<void> => {
  const answer = await call.then(
    () => 'an answer',
    (error: unknown) => (error instanceof ProblemError ? error.code : String(error)),
  );
  demand(answer === code, `${code} was expected, ${answer} came`);
};

const raw = (at: Installation, method: string, path: string, headers: Record<string, string> = {}) =>
  fetch(`${at.url}/api/v2${path}`, { method, headers });

const isEnvelope = async (answer: Response, status: number, code: string): Promise<void> => {
  const body = (await answer.json().catch(() => ({}))) as Record<string, unknown>;
  demand(
    answer.status === status && body.code === code,
    `${status} ${code} was expected, ${answer.status} ${body.code} came`,
  );
  demand(typeof body.contextId === 'string' && body.contextId !== '', 'the answer bears no contextId');
};

/** Waits for what the stream brings. */
const eventually = async (holds: () => Promise<boolean>, otherwise: string): Promise<void> => {
  const until = Date.now() + streamMs;
  while (!(await holds())) {
    demand(Date.now() < until, otherwise);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

const presence = async ({ crew: { supervisor } }: Checking, systemPresence: 'Available' | 'Offline') => {
  const { id: userId } = await supervisor.call(getMe);
  await supervisor.call(patchPresence, {
    params: { userId },
    body: { presenceDefinition: { systemPresence } },
  });
};

const customerWrites = ({ crew }: Checking, from: string, messageId: string) =>
  crew.connector.call(receiveOpenMessage, {
    params: { integrationId: crew.integrationId },
    body: { channel: { messageId, from: { id: from, nickname: 'Customer' } }, text: messageId },
  });

/** A conversation with a customer and the agent. */
const conversation = async (checking: Checking) => {
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

/** Every promise, in an order in which a first deployment would want to know. */
export const promises: readonly Promised[] = [
  {
    promise: 'a request without a token is refused in the envelope',
    check: async ({ at }) => isEnvelope(await raw(at, 'GET', '/users/me'), 401, 'authentication.required'),
  },
  {
    promise: 'a forged token is refused as a missing one is',
    check: async ({ at }) =>
      isEnvelope(
        await raw(at, 'GET', '/users/me', { authorization: 'Bearer a.b.c' }),
        401,
        'authentication.required',
      ),
  },
  {
    promise: 'a path that does not exist is not found',
    check: async ({ at }) => isEnvelope(await raw(at, 'GET', '/no/such/path'), 404, 'not.found'),
  },
  {
    promise: 'a method that a path lacks is told with those that it has',
    check: async ({ at }) => {
      const answer = await raw(at, 'PUT', '/users/me');
      demand((answer.headers.get('allow') ?? '').includes('GET'), 'Allow names no method');
      await isEnvelope(answer, 405, 'method.not.allowed');
    },
  },
  {
    promise: 'a browser may ask before it calls',
    check: async ({ at }) => {
      const headers = { origin: 'https://desk.example.org', 'access-control-request-method': 'GET' };
      demand((await raw(at, 'OPTIONS', '/users/me', headers)).ok, 'the preflight was refused');
    },
  },
  {
    promise: 'what does not exist is not found',
    check: ({ crew }) =>
      refusedWith(
        'not.found',
        crew.supervisor.call(getMonitoring, { params: { conversationId: 'nobody-knows' } }),
      ),
  },
  {
    promise: 'a repeat of a message is stored once',
    check: async (checking) => {
      const key = randomBytes(6).toString('hex');
      const [first, again] = [
        await customerWrites(checking, key, key),
        await customerWrites(checking, key, key),
      ];
      demand(JSON.stringify(first) === JSON.stringify(again), 'the repeat was answered otherwise');
    },
  },
  {
    promise: 'who is not Available cannot monitor',
    check: async (checking) => {
      const { params, end } = await conversation(checking);
      await presence(checking, 'Offline');
      await refusedWith(
        'monitor.presence.not.available',
        checking.crew.supervisor.call(startMonitoring, { params, body: {} }),
      );
      await presence(checking, 'Available');
      await end();
    },
  },
  {
    promise: 'a supervisor reads along, each message once and in order',
    check: ({ crew, signal }) =>
      mainJob(crew, { key: randomBytes(6).toString('hex'), turns: 6, signal }, () => {}),
  },
  {
    promise: 'the agent is shown the same with and without a monitor',
    check: async (checking) => {
      const { crew } = checking;
      const { conversationId, params, end } = await conversation(checking);
      const view = async () =>
        JSON.stringify(await crew.agent.call(getConversation, { params: { conversationId } }));
      const before = await view();
      const session = await crew.supervisor.call(startMonitoring, { params, body: {} });
      const during = await view();
      await crew.supervisor.call(stopMonitoring, { params: { sessionId: session.id } });
      demand(before === during && before === (await view()), "the agent's view changed");
      await end();
    },
  },
  {
    promise: 'what has ended cannot be monitored, and the timeline tells who monitored',
    check: async (checking) => {
      const { crew } = checking;
      const { conversationId, params, end } = await conversation(checking);
      await crew.supervisor.call(startMonitoring, { params, body: {} });
      await end();
      await refusedWith(
        'conversation.not.in.progress',
        crew.supervisor.call(startMonitoring, { params, body: {} }),
      );
      const types = async () =>
        (await crew.supervisor.call(getTimeline, { params: { conversationId } })).entities.map(
          ({ type }) => type,
        );
      await eventually(
        async () => (await types()).includes('monitoring.ended'),
        'the timeline never told of it',
      );
      demand((await types()).includes('monitoring.started'), 'the timeline tells of no beginning');
    },
  },
];
