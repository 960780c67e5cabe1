import { randomUUID } from 'node:crypto';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { getTimeline } from '../../src/contract/routes/analytics.ts';
import {
  connectParticipant,
  getConversation,
  patchConversation,
  replaceParticipant,
  sendAgentMessage,
} from '../../src/contract/routes/messages.ts';
import { exportConversation } from '../../src/contract/routes/records.ts';
import type { TimelineType } from '../../src/contract/timeline.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import { askUntil, type Customer, type Named, type People, persist } from './people.ts';
import type { Tally } from './tally.ts';

/** A conversation as its customer and its agents make it. */
export interface Conversation {
  readonly id: string;
  agent(): Named;
  participantId(): string;
  /** Texts that were answered with their seq. */
  readonly acknowledged: ReadonlyMap<string, number>;
  /** When a text was sent, by `performance.now()`. */
  readonly sentAt: ReadonlyMap<string, number>;
  customerSays(): Promise<void>;
  agentSays(): Promise<void>;
  /** The other agent takes over. */
  transfer(): Promise<void>;
  end(): Promise<void>;
  /** Waits until the timeline tells something, and keeps how long it took. */
  told(type: TimelineType): Promise<void>;
  /** All that is kept of its transcript. */
  kept(): Promise<readonly TranscriptEntry[]>;
}

/** A refusal of what an earlier attempt, whose answer was lost, has done already. */
const done = (error: unknown): void => {
  if (!(error instanceof ProblemError)) throw error;
};

/** ms after which what happened must be told in the timeline, kills included. */
const lagMs = 90_000;

/** A customer's first message, and the agent who takes what it began. */
export const begin = async (people: People, customer: Customer, tally: Tally): Promise<Conversation> => {
  const acknowledged = new Map<string, number>();
  const sentAt = new Map<string, number>();
  const timed = async <T>(what: string, act: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const answer = await act();
    tally.took(what, performance.now() - from);
    return answer;
  };
  const next = (): string => {
    const text = `${people.tenantId} ${randomUUID()}`;
    sentAt.set(text, performance.now());
    return text;
  };
  const customerSays = async (): Promise<string> => {
    const text = next();
    const { seq, conversationId } = await timed('customer message', () => customer.say(text));
    acknowledged.set(text, seq);
    return conversationId;
  };
  const id = await customerSays();
  const params = { conversationId: id };
  let agent = people.agents[0];
  const seat = async (): Promise<string> => {
    const view = await persist(() => agent.client.call(getConversation, { params }));
    return view.participants.find(({ user }) => user?.id === agent.id)?.id ?? '';
  };
  const body = { purpose: 'agent' as const, user: { id: agent.id, name: agent.id } };
  await persist(() => agent.client.call(connectParticipant, { params, body })).catch(done);
  let participantId = await seat();
  const manager = people.supervisors[0].client;
  return {
    id,
    acknowledged,
    sentAt,
    agent: () => agent,
    participantId: () => participantId,
    customerSays: async () => {
      const where = await customerSays();
      if (where !== id) tally.looked('I2', `${id} became ${where}`);
    },
    agentSays: async () => {
      const textBody = next();
      const said = { textBody, clientMessageId: randomUUID() };
      const { seq } = await timed('agent message', () =>
        persist(() =>
          agent.client.call(sendAgentMessage, {
            params: { ...params, communicationId: participantId },
            body: said,
          }),
        ),
      );
      acknowledged.set(textBody, seq);
    },
    transfer: async () => {
      const to = agent === people.agents[0] ? people.agents[1] : people.agents[0];
      const handed = { params: { ...params, participantId }, body: { userId: to.id, userName: to.id } };
      await persist(() => agent.client.call(replaceParticipant, handed)).catch(done);
      agent = to;
      participantId = await seat();
      tally.count('transfers');
    },
    end: async () => {
      const ended = { params, body: { state: 'disconnected' as const } };
      await persist(() => agent.client.call(patchConversation, ended)).catch(done);
    },
    told: async (type) => {
      const from = performance.now();
      const tells = async () =>
        (await persist(() => manager.call(getTimeline, { params }))).entities.some(
          (one) => one.type === type,
        );
      const seen = await askUntil(tells, Boolean, { mostMs: lagMs, everyMs: 100 });
      tally.took('timeline lag', performance.now() - from);
      tally.looked('I5', ...(seen ? [] : [`${id} does not tell ${type} after ${lagMs / 1000} s`]));
    },
    kept: async () => {
      const kept: TranscriptEntry[] = [];
      for (let more = true; more; ) {
        const query = { afterSeq: kept.at(-1)?.seq ?? 0 };
        const page = await persist(() => manager.call(exportConversation, { params, query }));
        kept.push(...page.transcript);
        more = page.nextUri !== undefined;
      }
      return kept;
    },
  };
};
