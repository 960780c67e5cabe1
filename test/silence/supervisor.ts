import { topics } from '../../src/contract/topics.ts';
import { type Listening, listen } from '../e2e/support/listen.ts';
import type { LocalApp, Who } from '../e2e/support/local-app.ts';
import type { SupervisorStep } from './schedule.ts';

/** Where the conversation stands when the supervisor acts. */
export interface Situation {
  readonly conversationId: string;
  readonly targets: readonly string[];
}

/** A supervisor who does all that the schedule says, welcome or not. A later feature joins by adding a move. */
export const supervisorOf = (app: LocalApp, who: Who, situation: () => Situation) => {
  let socket: Listening | undefined;
  let sessionId = '';
  const post = (path: string, body: unknown = {}) => app.send(who, 'POST', path, body);
  const claim = async (participantId: string | undefined): Promise<void> => {
    const { conversationId } = situation();
    const path = `/conversations/messages/${conversationId}/participants/${participantId ?? 'nobody'}/monitor`;
    const answer = await post(path);
    if (answer.status < 300) sessionId = (JSON.parse(answer.text) as { id: string }).id;
  };
  const moves: Record<SupervisorStep, () => Promise<unknown>> = {
    claim: () => claim(situation().targets.at(0)),
    repoint: () => claim(situation().targets.at(-1)),
    'open-socket': async () => {
      socket?.close();
      socket = await listen(app, who, [topics.transcript(situation().conversationId)]);
    },
    'drop-socket': async () => socket?.close(),
    resume: async () => {
      socket?.send({ message: 'resume', conversationId: situation().conversationId, afterSeq: 0 });
      socket?.send({ message: 'ping' });
    },
    stop: () => app.send(who, 'DELETE', `/monitoring/sessions/${sessionId || 'none'}`),
    'try-to-write': () =>
      post(
        `/conversations/messages/${situation().conversationId}/communications/${situation().targets.at(0) ?? 'x'}/messages`,
        { textBody: 'You cannot read this' },
      ),
    note: () =>
      app.send(who, 'PUT', `/conversations/messages/${situation().conversationId}/notes/n`, {
        seq: 1,
        text: 'You cannot read this either',
      }),
    look: async () => {
      const path = `/conversations/messages/${situation().conversationId}`;
      for (const part of ['', '/monitoring', '/transcript', '/panels', '/notes'])
        await app.send(who, 'GET', `${path}${part}`);
    },
  };
  return {
    move: (step: SupervisorStep) => moves[step](),
    close: () => socket?.close(),
  };
};
