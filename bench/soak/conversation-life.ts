import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from '../../client/client.ts';
import { ProblemError } from '../../client/rest/problem-error.ts';
import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import {
  connectParticipant,
  getConversation,
  patchConversation,
  receiveOpenMessage,
  replaceParticipant,
  sendAgentMessage,
} from '../../src/contract/routes/messages.ts';
import { startMonitoring, stopMonitoring } from '../../src/contract/routes/monitoring.ts';
import { exportConversation } from '../../src/contract/routes/records.ts';
import type { TranscriptEntry } from '../../src/contract/transcript.ts';
import type { Tally } from './tally.ts';

/** The people of one tenant. */
export interface People {
  readonly tenantId: string;
  readonly agents: readonly [Named, Named];
  readonly supervisors: readonly [Named, Named];
}
export interface Named {
  readonly id: string;
  readonly client: Client;
}

/** An idempotent call, however often what serves it is killed. */
const persist = <T>(act: () => Promise<T>): Promise<T> => retrying(systemRuntime, { attempts: 40 }, act);

/** I1: two ask at once, and one at the most is let in; answers who, and their session. */
const contest = async (people: People, conversationId: string, participantId: string, tally: Tally) => {
  const asked = await Promise.allSettled(
    people.supervisors.map(async (one) => ({
      one,
      session: await one.client.call(startMonitoring, { params: { conversationId, participantId } }),
    })),
  );
  const won = asked.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  tally.count(`claims with ${won.length} winner${won.length === 1 ? '' : 's'}`);
  if (won.length > 1) tally.broken('I1', `${conversationId} has two monitors`);
  return won[0];
};

/** I6: what an agent reads of a conversation names its participants alone. */
const checkSilence = async (
  people: People,
  agent: Named,
  conversationId: string,
  tally: Tally,
): Promise<void> => {
  const seen = JSON.stringify(
    await persist(() => agent.client.call(getConversation, { params: { conversationId } })),
  );
  if (people.supervisors.some(({ id }) => seen.includes(id)) || seen.includes('monitor'))
    tally.broken('I6', `${conversationId} tells its agent of a monitor`);
};

/** I2, I3, I4: what is kept at the end is what was acknowledged, once each, dense, and of this tenant alone. */
const checkKept = async (
  people: People,
  conversationId: string,
  acknowledged: ReadonlyMap<string, number>,
  heard: readonly TranscriptEntry[],
  tally: Tally,
): Promise<void> => {
  const manager = people.supervisors[0].client;
  const kept: TranscriptEntry[] = [];
  for (let more = true; more; ) {
    const afterSeq = kept.at(-1)?.seq ?? 0;
    const page = await persist(() =>
      manager.call(exportConversation, { params: { conversationId }, query: { afterSeq } }),
    );
    kept.push(...page.transcript);
    more = page.nextUri !== undefined;
  }
  const texts = new Map<string, number[]>();
  for (const { text, seq } of kept)
    if (text !== undefined) texts.set(text, [...(texts.get(text) ?? []), seq]);
  for (const [text, seq] of acknowledged)
    if (texts.get(text)?.join() !== String(seq))
      tally.broken('I2', `${text} is at ${texts.get(text)}, not at ${seq}`);
  // A sender who died between its two writes left a place without a text: it is the only one that may be missing.
  const seqs = kept.map(({ seq }) => seq);
  const missing = Array.from({ length: seqs.at(-1) ?? 0 }, (_, i) => i + 1).filter(
    (seq) => !seqs.includes(seq),
  );
  for (const _ of missing) tally.count('places without a text');
  if (new Set(seqs).size !== seqs.length) tally.broken('I3', `${conversationId} has a seq twice`);
  for (const { text } of [...kept, ...heard])
    if (text !== undefined && !text.startsWith(people.tenantId))
      tally.broken('I4', `${conversationId} has a text of another`);
  const heardSeqs = heard.filter(({ type }) => type === 'Text').map(({ seq }) => seq);
  if (new Set(heardSeqs).size !== heardSeqs.length)
    tally.broken('I2', `${conversationId} was pushed a message twice`);
};

/** One conversation from its first message to its end, at the given pause between messages, ms. */
export const live = async (people: People, messages: number, gapMs: number, tally: Tally): Promise<void> => {
  const address = { id: randomUUID() };
  const acknowledged = new Map<string, number>();
  const sentAt = new Map<string, number>();
  const heard: TranscriptEntry[] = [];
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
    const [text, messageId] = [next(), randomUUID()];
    const body = { channel: { messageId, from: address }, text };
    const params = { integrationId: 'web' };
    const { seq, conversationId } = await timed('customer message', () =>
      persist(() => people.agents[0].client.call(receiveOpenMessage, { params, body })),
    );
    acknowledged.set(text, seq);
    return conversationId;
  };
  const conversationId = await customerSays();
  let agent = people.agents[0];
  const seat = async (): Promise<string> => {
    const view = await persist(() => agent.client.call(getConversation, { params: { conversationId } }));
    return view.participants.find(({ user }) => user?.id === agent.id)?.id ?? '';
  };
  const connecting = { purpose: 'agent' as const, user: { id: agent.id, name: agent.id } };
  await persist(() =>
    agent.client.call(connectParticipant, { params: { conversationId }, body: connecting }),
  ).catch((error: unknown) => {
    // A retry of a call whose answer was lost finds the agent connected.
    if (!(error instanceof ProblemError)) throw error;
  });
  let participantId = await seat();
  const won = await contest(people, conversationId, participantId, tally);
  const channel = won?.one.client.openChannel();
  channel?.followTranscript(conversationId, {
    onEntry: (entry) => {
      heard.push(entry);
      const from = entry.text === undefined ? undefined : sentAt.get(entry.text);
      if (from !== undefined && entry.seq > 1) tally.took('send to socket', performance.now() - from);
    },
    onEnd: ({ reason }) => tally.count(`follows that ended: ${reason}`),
  });
  for (let n = 0; n < messages; n += 1) {
    await pause(gapMs * (0.5 + Math.random()));
    if (n % 2 === 0) {
      await customerSays();
      continue;
    }
    const [textBody, clientMessageId] = [next(), randomUUID()];
    const params = { conversationId, communicationId: participantId };
    const body = { textBody, clientMessageId };
    const { seq } = await timed('agent message', () =>
      persist(() => agent.client.call(sendAgentMessage, { params, body })),
    );
    acknowledged.set(textBody, seq);
    if (n === Math.floor(messages / 2)) await checkSilence(people, agent, conversationId, tally);
    if (n === Math.floor(messages / 2) + 2 || (n === messages - 1 && messages < 8)) {
      const to = agent === people.agents[0] ? people.agents[1] : people.agents[0];
      const handed = { params: { conversationId, participantId }, body: { userId: to.id, userName: to.id } };
      await persist(() => agent.client.call(replaceParticipant, handed)).catch((error: unknown) => {
        if (!(error instanceof ProblemError)) throw error;
      });
      agent = to;
      participantId = await seat();
      tally.count('transfers');
    }
  }
  // Half of the monitors stop, the others' sockets are dropped and their sessions left to the end.
  if (won !== undefined && Math.random() < 0.5)
    await won.one.client
      .call(stopMonitoring, { params: { sessionId: won.session.id } })
      .catch(() => undefined);
  else if (won !== undefined) tally.count('sockets dropped');
  channel?.close();
  await persist(() =>
    agent.client.call(patchConversation, { params: { conversationId }, body: { state: 'disconnected' } }),
  ).catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error;
  });
  await checkKept(people, conversationId, acknowledged, heard, tally);
  tally.count('conversations');
};
