import { topics } from '../../src/contract/topics.ts';
import { type Listening, listen } from '../e2e/support/listen.ts';
import type { LocalApp, Who, WireAnswer } from '../e2e/support/local-app.ts';
import { changePresenceTo } from '../e2e/support/presence.ts';
import { frameOf } from '../support/frame-samples.ts';
import { callOf, everyTopic } from './any-route.ts';
import { masker } from './masked.ts';
import type { Moment, PartyStep } from './schedule.ts';
import { supervisorOf } from './supervisor.ts';

/** Everything that agents and the customer received: each answer and frame, masked, in order, by receiver. */
export interface Received {
  readonly answers: readonly string[];
  readonly frames: Readonly<Record<string, readonly string[]>>;
}

const agents = ['agent-0', 'agent-1'] as const;

/**
 * The first agent is a team lead with every permission, and yet an agent here; the second may do what an agent may.
 */
const permissions: Readonly<Record<string, readonly string[]>> = {
  'agent-1': ['conversation:message:create', 'conversation:message:accept', 'conversation:message:view'],
};

/** Plays a schedule in a tenant of its own, with or without its supervisor, and records what the parties received. */
export const play = async (
  app: LocalApp,
  tenantId: string,
  moments: readonly Moment[],
  monitored: boolean,
): Promise<Received> => {
  const mask = masker();
  const who = (userId: string): Who => {
    const granted = permissions[userId];
    return granted === undefined ? { tenantId, userId } : { tenantId, userId, permissions: granted };
  };
  const platform = who('platform');
  const answers: string[] = [];
  const participants = new Map<number, string>();
  let conversationId = '';
  let written = 0;
  let said = 0;

  const note = (label: string, answer: WireAnswer): WireAnswer => {
    const shown = `${label} ${answer.status} ${JSON.stringify(answer.headers)} ${answer.text}`;
    answers.push(mask(shown).replaceAll(tenantId, '<tenant>'));
    return answer;
  };
  const send = async (as: Who, method: string, path: string, body?: unknown) =>
    note(`${method} ${path.replace(/[0-9a-f-]{36}/g, '*')}`, await app.send(as, method, path, body));

  await app.send(platform, 'PUT', '/routing/queues/q', { name: 'Queue', division: { id: 'main' } });
  await app.send(platform, 'PUT', '/integrations/web', { messageType: 'open', queue: { id: 'q' } });
  await changePresenceTo(app, who('supervisor'), 'Available');
  const sockets = new Map<string, Listening>();
  for (const agent of agents)
    sockets.set(
      agent,
      await listen(app, who(agent), [
        topics.myConversations(agent),
        topics.queueConversations('q'),
        topics.queueObservations('q'),
      ]),
    );

  const path = () => `/conversations/messages/${conversationId}`;
  const target = (agent: number) => participants.get(agent) ?? 'nobody';
  const write = (n: number, text: string) =>
    send(platform, 'POST', '/conversations/messages/web/inbound/open/message', {
      channel: { messageId: `m-${n}`, from: { id: 'customer-1', nickname: 'Customer' } },
      text,
    });

  const act = async (step: PartyStep): Promise<void> => {
    const as = 'agent' in step ? who(agents[step.agent] ?? '') : platform;
    switch (step.kind) {
      case 'customer-writes': {
        written += 1;
        const answer = await write(written, step.text);
        conversationId = (JSON.parse(answer.text) as { conversationId: string }).conversationId;
        return;
      }
      case 'customer-repeats':
        await write(written, 'a repeat');
        return;
      case 'agent-connects': {
        const user = { id: as.userId, name: `Name of ${as.userId}` };
        const answer = await send(as, 'POST', `${path()}/participants`, { purpose: 'agent', user });
        if (answer.status === 201)
          participants.set(step.agent, (JSON.parse(answer.text) as { id: string }).id);
        return;
      }
      case 'agent-writes':
        await send(as, 'POST', `${path()}/communications/${target(step.agent)}/messages`, {
          textBody: step.text,
        });
        return;
      case 'agent-types':
        await send(as, 'POST', `${path()}/communications/${target(step.agent)}/typing`, {
          typing: { type: 'On' },
        });
        return;
      case 'agent-reads':
        await send(as, 'GET', path());
        return;
      case 'agent-lists':
        await send(as, 'GET', `${path()}/messages/${conversationId}.1`);
        return;
      case 'agent-leaves':
        await send(as, 'PATCH', `${path()}/participants/${target(step.agent)}`, { state: 'disconnected' });
        return;
      case 'agent-holds':
        await send(as, 'PATCH', `${path()}/participants/${target(step.agent)}`, { held: step.held });
        return;
      case 'agent-wraps-up':
        await send(as, 'PATCH', `${path()}/participants/${target(step.agent)}`, {
          wrapup: { code: step.code },
        });
        return;
      case 'agent-transfers':
        await send(as, 'POST', `${path()}/participants/${target(step.agent)}/replace`, {
          userId: agents[step.to],
          userName: 'Next',
        });
        return;
      case 'agent-sets-panel':
        await send(as, 'PUT', `${path()}/panels/order`, { schemaId: 'order', data: { value: step.value } });
        return;
      case 'agent-sets-attribute':
        await send(as, 'PATCH', `${path()}/participants/${target(step.agent)}/attributes`, {
          attributes: { value: String(step.value) },
        });
        return;
      case 'agent-looks-up-monitoring':
        await send(as, 'GET', `${path()}/monitoring`);
        await send(as, 'GET', `${path()}/notes`);
        await send(as, 'PUT', `${path()}/notes/n`, { seq: 1, text: 'mine' });
        return;
      case 'agent-reads-details':
        await send(as, 'GET', `${path()}/transcript`);
        return;
      case 'agent-errs':
        await send(as, 'POST', `${path()}/communications/${target(step.agent)}/messages`, { textBody: '' });
        return;
      case 'agent-calls': {
        // What derives from the streams is as late as they are: they are waited for, so that it is the same each time.
        await app.settled();
        const participantId = target(step.agent);
        const { method, path, body } = callOf(step.route, {
          userId: as.userId,
          conversationId,
          participantId,
        });
        await send(as, method, path, body);
        return;
      }
      case 'agent-says': {
        const socket = sockets.get(as.userId);
        if (socket === undefined) return;
        said += 1;
        const correlationId = `said-${said}`;
        const part = { conversationId, participantId: target(step.agent) };
        socket.send(frameOf(step.word, part, correlationId));
        // Frames of one socket are worked on side by side, and what types is answered only where it is refused: all that
        // a frame came to is there once the gateway has it, its function is done, and what was sent has arrived.
        await socket.flushed();
        await app.settled();
        await socket.flushed();
        const own = socket.frames().filter(({ metadata }) => metadata.correlationId === correlationId);
        answers.push(mask(`${step.word} ${JSON.stringify(own).replaceAll(tenantId, '<tenant>')}`));
        return;
      }
      case 'agents-subscribe':
        for (const [agent, socket] of sockets) {
          socket.send({
            message: 'subscribe',
            topics: everyTopic(agent, conversationId),
            correlationId: 'all',
          });
          await socket.frame((frame) => frame.metadata.correlationId === 'all');
        }
        return;
      case 'end':
        await send(platform, 'PATCH', path(), { state: 'disconnected' });
        for (const agent of agents) await send(who(agent), 'GET', path());
    }
  };

  const supervisor = supervisorOf(app, who('supervisor'), () => ({
    conversationId,
    targets: [...participants.values()],
  }));
  for (const { before, step } of moments) {
    if (monitored) for (const move of before) await supervisor.move(move);
    await act(step);
  }
  supervisor.close();
  await app.settled();
  const raw: Record<string, readonly string[]> = {};
  for (const [agent, socket] of sockets) {
    await socket.flushed();
    raw[agent] = [...socket.raw];
    socket.close();
  }
  for (const agent of [0, 1]) await act({ kind: 'agent-wraps-up', agent, code: 'solved' });
  // Masked after the last answer: how frames coalesce must not decide which number an answer's ids are given.
  const masked = (texts: readonly string[]) =>
    texts.map((text) => mask(text).replaceAll(tenantId, '<tenant>'));
  const frames = Object.fromEntries(Object.entries(raw).map(([agent, texts]) => [agent, masked(texts)]));
  return { answers, frames };
};
