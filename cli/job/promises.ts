import { randomBytes } from 'node:crypto';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { limits } from '../../src/contract/limits.ts';
import { getTimeline } from '../../src/contract/routes/analytics.ts';
import {
  getConversation,
  receiveOpenMessage,
  receiveOpenMessages,
  sendAgentMessage,
} from '../../src/contract/routes/messages.ts';
import {
  getMonitoring,
  getTranscript,
  startMonitoring,
  stopMonitoring,
} from '../../src/contract/routes/monitoring.ts';
import { getMe, revokeGrants } from '../../src/contract/routes/users.ts';
import {
  conversation,
  customerWrites,
  demand,
  eventually,
  isEnvelope,
  type Promised,
  presence,
  raw,
  refused,
  refusedWith,
  transcript,
} from './checking.ts';
import { mainJob } from './main-job.ts';

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
    promise: 'of one message that comes five times at once, one is stored, and all are answered alike',
    check: async (checking) => {
      const { key, conversationId, end } = await conversation(checking);
      const answers = await Promise.all(
        Array.from({ length: 5 }, () => customerWrites(checking, key, `${key}-2`)),
      );
      demand(new Set(answers.map(({ seq }) => seq)).size === 1, 'the five were given several places');
      const { entities } = await transcript(checking, conversationId);
      demand(entities.length === 2, `${entities.length} messages are in the transcript, 2 were written`);
      await end();
    },
  },
  {
    promise: 'messages of a customer and an agent at once have dense places, and are read in their order',
    check: async (checking) => {
      const { crew } = checking;
      const { key, conversationId, participantId, end } = await conversation(checking);
      const said = await Promise.all(
        Array.from({ length: 6 }, async (_, n) =>
          n % 2 === 0
            ? (await customerWrites(checking, key, `${key}-at-once-${n}`)).seq
            : (
                await crew.agent.call(sendAgentMessage, {
                  params: { conversationId, communicationId: participantId },
                  body: { textBody: `Answer ${n}` },
                })
              ).seq,
        ),
      );
      demand(said.toSorted((a, b) => a - b).join() === '2,3,4,5,6,7', `the places were ${said.join()}`);
      const { entities } = await transcript(checking, conversationId);
      demand(entities.map(({ seq }) => seq).join() === '1,2,3,4,5,6,7', 'the transcript has another order');
      await end();
    },
  },
  {
    promise: 'a message and a request that are too large are refused, and nothing of them is kept',
    check: async (checking) => {
      const { key, conversationId, end } = await conversation(checking);
      const { crew } = checking;
      const params = { integrationId: crew.integrationId };
      const message = (id: string, text: string) => ({
        channel: { messageId: id, from: { id: key, nickname: 'Customer' } },
        text,
      });
      const long = 'x'.repeat(limits.textBytes + 1);
      await refused(
        [400, 413],
        crew.connector.call(receiveOpenMessage, { params, body: message(`${key}-long`, long) }),
      );
      const messages = Array.from({ length: limits.bulkMessages + 1 }, (_, n) =>
        message(`${key}-b${n}`, 'x'),
      );
      await refused([400, 413], crew.connector.call(receiveOpenMessages, { params, body: { messages } }));
      const { entities } = await transcript(checking, conversationId);
      demand(entities.length === 1, 'something of what was refused is in the transcript');
      await end();
    },
  },
  {
    promise: 'the button to monitor is told when it may be pressed, and why not',
    check: async (checking) => {
      const { supervisor } = checking.crew;
      const { conversationId, params, participantId, end } = await conversation(checking);
      const button = () => supervisor.call(getMonitoring, { params: { conversationId } });
      await presence(checking, 'Offline');
      const greyed = await button();
      demand(greyed.reason === 'presence.not.available', `while Offline the reason is ${greyed.reason}`);
      await presence(checking, 'Available');
      const free = await button();
      const agent = free.participants.find(({ id }) => id === participantId);
      demand(free.state === 'available' && agent?.monitorable === true, 'the free agent is not offered');
      await supervisor.call(startMonitoring, { params, body: {} });
      const held = await button();
      const { id: me } = await supervisor.call(getMe);
      demand(held.state === 'monitored' && held.monitor?.userId === me, 'it does not tell who monitors');
      await end();
      const over = await button();
      demand(over.reason === 'conversation.not.in.progress', `after the end the reason is ${over.reason}`);
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
    promise: 'who takes part is answered the same about monitoring, with and without a monitor, to the byte',
    check: async (checking) => {
      const { crew } = checking;
      const { conversationId, params, end } = await conversation(checking);
      const asked = async (): Promise<string> => {
        const answers = await Promise.allSettled([
          crew.agent.call(getConversation, { params: { conversationId } }),
          crew.agent.call(getMonitoring, { params: { conversationId } }),
          crew.agent.call(getTranscript, { params: { conversationId }, query: {} }),
          crew.agent.call(getTimeline, { params: { conversationId } }),
        ]);
        return JSON.stringify(
          answers.map((answer) => {
            if (answer.status === 'fulfilled') return answer.value;
            return answer.reason instanceof ProblemError ? answer.reason.code : String(answer.reason);
          }),
        );
      };
      let before = '';
      // The timeline follows its stream: it is compared once it rests.
      await eventually(async () => {
        const known = before;
        before = await asked();
        return known === before && before.includes('participant.connected');
      }, 'the timeline never came to rest');
      const session = await crew.supervisor.call(startMonitoring, { params, body: {} });
      const during = await asked();
      await crew.supervisor.call(stopMonitoring, { params: { sessionId: session.id } });
      demand(before === during && before === (await asked()), 'an answer to the agent changed');
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
  {
    // The last one: a token that was given for the supervisor is refused from here on.
    promise: 'a revocation ends the sessions of a user at once',
    check: async (checking) => {
      const { at, crew } = checking;
      const { conversationId, params, end } = await conversation(checking);
      const { id: userId } = await crew.supervisor.call(getMe);
      await crew.supervisor.call(startMonitoring, { params, body: {} });
      await at.call(revokeGrants, { params: { userId }, body: { reason: 'permission.revoked' } });
      const { monitor } = await at.call(getMonitoring, { params: { conversationId } });
      demand(monitor === undefined, 'the session goes on');
      await end();
      // Tokens are as old as their second: one that is given out in this one would count as revoked.
      await new Promise((resolve) => setTimeout(resolve, 1_100));
    },
  },
];
