import type { Client, MonitorChannel } from '../../client/client.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import {
  connectParticipant,
  patchConversation,
  receiveOpenMessage,
  sendAgentMessage,
} from '../../src/contract/routes/messages.ts';
import { startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import { getMe, patchPresence } from '../../src/contract/routes/users.ts';
import type { Installation } from '../installation.ts';

/** Steps of the main job, as they are told with the time that each took. */
export type Step = 'message in' | 'agent connects' | 'claim' | 'frame' | 'agent writes' | 'stop' | 'end';

/** Those who do the main job, and where. */
export interface Crew {
  readonly connector: Client;
  readonly agent: Client;
  readonly agentId: string;
  readonly supervisor: Client;
  readonly channel: MonitorChannel;
  readonly integrationId: string;
}

/** ms after which a frame counts as lost: a gap is mended by the client within a minute. */
const frameMs = 90_000;

/**
 * Makes a queue and an integration of this name, and a supervisor who is Available with an open channel. Doing so again
 * changes nothing.
 */
export const assemble = async (at: Client & Pick<Installation, 'actor'>, name: string): Promise<Crew> => {
  await at.call(putQueue, { params: { queueId: name }, body: { name, division: { id: 'home' } } });
  const body = { messageType: 'open' as const, queue: { id: name } };
  await at.call(putIntegration, { params: { integrationId: name }, body });
  const [agent, supervisor] = [at.actor('agent'), at.actor('supervisor')];
  const [{ id: agentId }, { id: userId }] = [await agent.call(getMe), await supervisor.call(getMe)];
  const presence = { presenceDefinition: { systemPresence: 'Available' as const } };
  await supervisor.call(patchPresence, { params: { userId }, body: presence });
  return {
    connector: at,
    agent,
    agentId,
    supervisor,
    channel: supervisor.openChannel(),
    integrationId: name,
  };
};

/**
 * Does the main job once: a customer writes, an agent answers, a supervisor reads along. Throws where a step fails or a
 * frame does not come.
 *
 * @param key tells this conversation's customer from any other
 * @param turns messages of customer and agent after the first
 * @param told of each step, with the ms that it took
 */
export const mainJob = async (
  { connector, agent, agentId, supervisor, channel, integrationId }: Crew,
  { key, turns, signal }: { readonly key: string; readonly turns: number; readonly signal: AbortSignal },
  told: (step: Step, ms: number) => void,
): Promise<void> => {
  const timed = async <T>(step: Step, act: () => Promise<T>): Promise<T> => {
    const started = performance.now();
    const answer = await act();
    told(step, performance.now() - started);
    return answer;
  };
  const customerWrites = (turn: number) =>
    connector.call(receiveOpenMessage, {
      params: { integrationId },
      body: {
        channel: { messageId: `${key}-${turn}`, from: { id: key, nickname: 'Customer' } },
        text: `Message ${turn}`,
      },
      signal,
    });
  const { conversationId } = await timed('message in', () => customerWrites(0));
  const params = { conversationId };
  const { id: participantId } = await timed('agent connects', () =>
    agent.call(connectParticipant, {
      params,
      body: { purpose: 'agent', user: { id: agentId, name: 'Agent' } },
      signal,
    }),
  );
  const session = await timed('claim', () =>
    supervisor.call(startMonitoring, { params: { ...params, participantId }, body: {}, signal }),
  );
  const sent = new Map<number, number>();
  let [last, notify, refuse] = [0, () => {}, (_: Error) => {}];
  const following = channel.followTranscript(conversationId, {
    fence: session.fence,
    afterSeq: session.headSeq,
    onEntry: ({ seq }) => {
      const since = sent.get(seq);
      if (since !== undefined) told('frame', performance.now() - since);
      last = seq;
      notify();
    },
    onEnd: ({ reason }) => refuse(new Error(`monitoring ended: ${reason}`)),
  });
  const seen = (seq: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const late = AbortSignal.any([AbortSignal.timeout(frameMs), signal]);
      const check = () => last >= seq && resolve();
      [notify, refuse] = [check, reject];
      late.addEventListener('abort', () => reject(new Error(`message ${seq} did not reach the monitor`)));
      check();
    });
  try {
    let seq = session.headSeq;
    for (let turn = 1; turn <= turns; turn += 1) {
      seq += 1;
      sent.set(seq, performance.now());
      if (turn % 2 === 1) await timed('message in', () => customerWrites(turn));
      else
        await timed('agent writes', () =>
          agent.call(sendAgentMessage, {
            params: { ...params, communicationId: participantId },
            body: { textBody: `Answer ${turn}` },
            signal,
          }),
        );
    }
    await seen(seq);
    following.stop();
    await timed('stop', () => supervisor.call(stopMonitoring, { params: { sessionId: session.id }, signal }));
  } finally {
    following.stop();
    await timed('end', () =>
      agent.call(patchConversation, { params, body: { state: 'disconnected' }, signal }),
    );
  }
};
