import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { end } from '../../src/domain/head/amend.ts';
import { receiveOpenMessage } from '../../src/domain/messages/receive-open-messages.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';
import { setClock } from '../support/clock.ts';
import { Crash, crashing } from '../support/crash.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { messageDeps, openForCustomers } from '../support/message-deps.ts';
import { figure } from '../support/print.ts';
import { dynamoStores } from '../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });

describe('a message is stored once', () => {
  const engine = useEngine();
  const setUp = async () => {
    const clock = setClock();
    const stores = dynamoStores(engine.client(), clock);
    await openForCustomers(stores);
    return { clock, stores, deps: messageDeps(stores, clock) };
  };
  const receive = (deps: ReturnType<typeof messageDeps>, message: ReturnType<typeof anInboundMessage>) =>
    receiveOpenMessage(deps, 'tenant-a', 'integration-1', message);
  const texts = async (deps: ReturnType<typeof messageDeps>, conversationId: string) =>
    (await deps.transcript.after({ tenantId: 'tenant-a', conversationId }, 0, 100)).map((entry) => [
      entry.seq,
      entry.type === 'Text' ? entry.text : entry.type,
    ]);

  test('Given a first message, when its provider sends it 20 times at once, then it starts one conversation with one message', async () => {
    const { deps } = await setUp();
    const message = anInboundMessage({ from: randomUUID() });
    const answers = await Promise.all(Array.from({ length: 20 }, () => receive(deps, message)));
    expect(new Set(answers.map((answer) => `${answer.conversationId} ${answer.seq} ${answer.id}`)).size).toBe(
      1,
    );
    const [answer] = answers;
    expect(await texts(deps, answer?.conversationId ?? '')).toEqual([[1, 'hello']]);
    figure('same provider id at once', `${answers.length} requests, 1 message, seq ${answer?.seq}`);
  });

  test('Given a running conversation, when one id comes 20 times among 10 others, then it has one seq and all are dense', async () => {
    const { deps } = await setUp();
    const from = randomUUID();
    const first = await receive(deps, anInboundMessage({ from }));
    const repeated = anInboundMessage({ from, text: 'again' });
    const others = Array.from({ length: 10 }, (_, i) => anInboundMessage({ from, text: `other ${i}` }));
    const sent = [...Array.from({ length: 20 }, () => repeated), ...others];
    const answers = await Promise.all(sent.map((message) => receive(deps, message)));
    expect(new Set(answers.slice(0, 20).map((answer) => answer.seq)).size).toBe(1);
    const stored = await texts(deps, first.conversationId);
    expect(stored.map(([seq]) => seq)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    expect(stored.filter(([, text]) => text === 'again')).toHaveLength(1);
  });

  test('Given two first messages of one address at once, when both are taken in, then they share one conversation', async () => {
    const { deps } = await setUp();
    const from = randomUUID();
    const [one, two] = await Promise.all([
      receive(deps, anInboundMessage({ from, text: 'one' })),
      receive(deps, anInboundMessage({ from, text: 'two' })),
    ]);
    expect(one.conversationId).toBe(two.conversationId);
    expect([one.seq, two.seq].sort()).toEqual([1, 2]);
  });

  test.each(['before', 'after'] as const)(
    'Given a crash %s the message write, when the agent retries, then the message stands at the seq it was given',
    async (when) => {
      const { stores, deps } = await setUp();
      const { head } = await stores.heads.create(aHead());
      const to = { conversationId: head.conversationId, communicationId: 'a1' };
      const input = { textBody: 'once', clientMessageId: randomUUID() };
      const broken = { ...deps, transcript: crashing(deps.transcript, 'put', 1, when) };
      await expect(sendAgentMessage(broken, agent, to, input)).rejects.toBeInstanceOf(Crash);
      expect((await stores.heads.get(head))?.seq).toBe(2);
      const answer = await sendAgentMessage(deps, agent, to, input);
      expect(answer.seq).toBe(2);
      expect((await stores.heads.get(head))?.seq).toBe(2);
      expect(await texts(deps, head.conversationId)).toEqual([[2, 'once']]);
    },
  );

  test('Given a crash between the writes and another message meanwhile, when the agent retries, then the hole is filled', async () => {
    const { stores, deps } = await setUp();
    const { head } = await stores.heads.create(aHead());
    const to = { conversationId: head.conversationId, communicationId: 'a1' };
    const input = { textBody: 'lost and found', clientMessageId: randomUUID() };
    const broken = { ...deps, transcript: crashing(deps.transcript, 'put', 1, 'before') };
    await expect(sendAgentMessage(broken, agent, to, input)).rejects.toBeInstanceOf(Crash);
    await sendAgentMessage(deps, agent, to, { textBody: 'meanwhile' });
    expect((await sendAgentMessage(deps, agent, to, input)).seq).toBe(2);
    expect(await texts(deps, head.conversationId)).toEqual([
      [2, 'lost and found'],
      [3, 'meanwhile'],
    ]);
  });

  test('Given an answer lost after the head write, when the customer\u2019s provider retries, then nothing is counted anew', async () => {
    const { deps } = await setUp();
    const from = randomUUID();
    const first = await receive(deps, anInboundMessage({ from }));
    const message = anInboundMessage({ from, text: 'retried' });
    const broken = { ...deps, heads: crashing(deps.heads, 'apply', 1, 'after') };
    await expect(receive(broken, message)).rejects.toBeInstanceOf(Crash);
    const answer = await receive(deps, message);
    expect([answer.conversationId, answer.seq]).toEqual([first.conversationId, 2]);
    expect(await texts(deps, first.conversationId)).toEqual([
      [1, 'hello'],
      [2, 'retried'],
    ]);
  });

  test.each([1, 2, 3] as const)(
    'Given a first message whose start crashes at write %i, when the provider retries, then it is stored once',
    async (write) => {
      const { deps } = await setUp();
      const message = anInboundMessage({ from: randomUUID() });
      const broken =
        write === 1
          ? { ...deps, addresses: crashing(deps.addresses, 'point', 1, 'after') }
          : write === 2
            ? { ...deps, heads: crashing(deps.heads, 'create', 1, 'after') }
            : { ...deps, transcript: crashing(deps.transcript, 'put', 1, 'before') };
      await expect(receive(broken, message)).rejects.toBeInstanceOf(Crash);
      const answer = await receive(deps, message);
      expect(answer.seq).toBe(1);
      expect(await texts(deps, answer.conversationId)).toEqual([[1, 'hello']]);
    },
  );

  test('Given the next conversation of a customer, when the provider repeats a message of the one before, then it is answered with its place there', async () => {
    const { deps, clock } = await setUp();
    const from = randomUUID();
    const early = anInboundMessage({ from, text: 'early' });
    const first = await receive(deps, early);
    const late = anInboundMessage({ from, text: 'late' });
    const second = await receive(deps, late);
    await deps.heads.apply({ tenantId: 'tenant-a', conversationId: first.conversationId }, end(clock.now()));
    const next = await receive(deps, anInboundMessage({ from, text: 'next' }));
    await receive(deps, anInboundMessage({ from, text: 'after the next' }));
    expect(next.conversationId).not.toBe(first.conversationId);
    expect(await receive(deps, late)).toEqual(second);
    expect(await receive(deps, early)).toEqual(first);
    expect(await texts(deps, next.conversationId)).toEqual([
      [1, 'next'],
      [2, 'after the next'],
    ]);
    expect(await texts(deps, first.conversationId)).toEqual([
      [1, 'early'],
      [2, 'late'],
    ]);
  });

  test('Given a conversation that has ended, when its customer writes a new message, then a new conversation begins', async () => {
    const { deps, stores } = await setUp();
    const from = randomUUID();
    const first = await receive(deps, anInboundMessage({ from }));
    const key = { tenantId: 'tenant-a', conversationId: first.conversationId };
    expect((await stores.heads.apply(key, end(deps.clock.now()))).ok).toBe(true);
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, i) => receive(deps, anInboundMessage({ from, text: `new ${i}` }))),
    );
    const ids = new Set(answers.map((answer) => answer.conversationId));
    expect(ids.size).toBe(1);
    expect(ids.has(first.conversationId)).toBe(false);
    expect(answers.map((answer) => answer.seq).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
