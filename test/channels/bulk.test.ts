import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { limits } from '../../src/contract/limits.ts';
import type { InboundOpenMessage } from '../../src/contract/open-message.ts';
import { end } from '../../src/domain/head/amend.ts';
import { type Outcome, receiveOpenMessages } from '../../src/domain/messages/receive-open-messages.ts';
import { Failure } from '../../src/domain/shared/failure.ts';
import { meter } from '../support/capacity.ts';
import { setClock } from '../support/clock.ts';
import { Crash, crashing } from '../support/crash.ts';
import { useEngine } from '../support/engine.ts';
import { anInboundMessage } from '../support/factories.ts';
import { messageDeps, openForCustomers } from '../support/message-deps.ts';
import { figure } from '../support/print.ts';
import { dynamoStores } from '../support/stores.ts';

type Deps = ReturnType<typeof messageDeps>;

const place = (outcome: Outcome | undefined): string =>
  outcome?.ok === true ? `${outcome.message.conversationId} ${outcome.message.seq}` : 'refused';

const seqs = (outcomes: readonly Outcome[]) =>
  outcomes.map((outcome) => (outcome.ok ? outcome.message.seq : 'refused'));

const from = (address: string, count: number): InboundOpenMessage[] =>
  Array.from({ length: count }, (_, i) => anInboundMessage({ from: address, text: `message ${i + 1}` }));

describe('many messages in one request', () => {
  const engine = useEngine();
  const setUp = async () => {
    const client = engine.newClient();
    const capacity = meter(client);
    const clock = setClock();
    const stores = dynamoStores(client, clock);
    await openForCustomers(stores);
    return { capacity, stores, deps: messageDeps(stores, clock) };
  };
  const receive = (deps: Deps, messages: readonly InboundOpenMessage[]) =>
    receiveOpenMessages(deps, 'tenant-a', 'integration-1', messages);
  const texts = async (deps: Deps, conversationId: string) =>
    (await deps.transcript.after({ tenantId: 'tenant-a', conversationId }, 0, 100)).map((entry) =>
      entry.type === 'Text' ? entry.text : entry.type,
    );
  const conversationOf = (outcome: Outcome | undefined) =>
    outcome?.ok === true ? outcome.message.conversationId : '';

  test('Given messages of two customers mixed, when they come together, then each conversation keeps its order', async () => {
    const { deps } = await setUp();
    const [one, two] = [from(randomUUID(), 5), from(randomUUID(), 5)];
    const mixed = one.flatMap((message, i) => [message, two[i] as InboundOpenMessage]);
    const outcomes = await receive(deps, mixed);
    expect(seqs(outcomes)).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    expect(new Set(outcomes.map(conversationOf)).size).toBe(2);
    expect(await texts(deps, conversationOf(outcomes[0]))).toEqual(one.map((message) => message.text));
    expect(await texts(deps, conversationOf(outcomes[1]))).toEqual(two.map((message) => message.text));
  });

  test('Given a conversation in progress, when ten messages come together, then they cost eleven write units and no read', async () => {
    const { deps, capacity } = await setUp();
    const address = randomUUID();
    await receive(deps, from(address, 1));
    capacity.reset();
    const outcomes = await receive(deps, from(address, 10));
    expect(seqs(outcomes)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect({ writes: capacity.writes, reads: capacity.reads }).toEqual({ writes: 11, reads: 0 });
    figure('ten messages of one conversation in one request', `${capacity.writes} write units, 0 reads`);
  });

  test('Given a bulk that was taken in, when its provider sends it again, then every answer is the same and nothing is stored', async () => {
    const { deps, capacity } = await setUp();
    const messages = from(randomUUID(), limits.recentMessages);
    const first = await receive(deps, messages);
    capacity.reset();
    const again = await receive(deps, messages);
    expect(again).toEqual(first);
    expect(await texts(deps, conversationOf(first[0]))).toHaveLength(limits.recentMessages);
  });

  test('Given a bulk of which half came before, when it comes, then only the other half takes new seqs', async () => {
    const { deps } = await setUp();
    const messages = from(randomUUID(), 6);
    await receive(deps, [messages[1], messages[3]] as InboundOpenMessage[]);
    expect(seqs(await receive(deps, messages))).toEqual([3, 1, 4, 2, 5, 6]);
  });

  test('Given a window that two bulks have moved on, when messages of both come again, then each has the seq it had', async () => {
    const { deps } = await setUp();
    const address = randomUUID();
    const [early, late] = [from(address, 10), from(address, 5)];
    await receive(deps, from(address, 1));
    const first = [...(await receive(deps, early)), ...(await receive(deps, late))];
    expect(await receive(deps, [...early, ...late])).toEqual(first);
  });

  test.each(['before', 'after'] as const)(
    'Given a crash %s the third message write, when the provider sends the bulk again, then each stands once in order',
    async (when) => {
      const { deps } = await setUp();
      const messages = from(randomUUID(), 5);
      const broken = { ...deps, transcript: crashing(deps.transcript, 'put', 3, when) };
      const crashed = await receive(broken, messages);
      expect(crashed.every((outcome) => !outcome.ok && outcome.error instanceof Crash)).toBe(true);
      const outcomes = await receive(deps, messages);
      expect(seqs(outcomes)).toEqual([1, 2, 3, 4, 5]);
      expect(await texts(deps, conversationOf(outcomes[0]))).toEqual(messages.map((m) => m.text));
    },
  );

  test('Given the same provider id twice in one bulk, when it comes, then both are answered with one message', async () => {
    const { deps } = await setUp();
    const message = anInboundMessage({ from: randomUUID() });
    const outcomes = await receive(deps, [message, structuredClone(message)]);
    expect(place(outcomes[0])).toBe(place(outcomes[1]));
    expect(await texts(deps, conversationOf(outcomes[0]))).toEqual(['hello']);
  });

  test('Given a conversation that has ended, when a repeat and a new message come, then the repeat stays and the new one starts another', async () => {
    const { deps, stores } = await setUp();
    const address = randomUUID();
    const [old] = from(address, 1) as [InboundOpenMessage];
    const [first] = await receive(deps, [old]);
    await stores.heads.apply({ tenantId: 'tenant-a', conversationId: conversationOf(first) }, end(1));
    const [repeat, fresh] = await receive(deps, [old, ...from(address, 1)]);
    expect(place(repeat)).toBe(place(first));
    expect(conversationOf(fresh)).not.toBe(conversationOf(first));
    expect(seqs([fresh as Outcome])).toEqual([1]);
  });

  test('Given a crash between pointing the address at its next conversation and its start, when an old message is repeated first, then it stays where it was', async () => {
    const { deps, stores } = await setUp();
    const address = randomUUID();
    const [old] = from(address, 1) as [InboundOpenMessage];
    const [first] = await receive(deps, [old]);
    await stores.heads.apply({ tenantId: 'tenant-a', conversationId: conversationOf(first) }, end(1));
    const broken = { ...deps, heads: crashing(deps.heads, 'create', 1, 'before') };
    expect((await receive(broken, from(address, 1))).map(({ ok }) => ok)).toEqual([false]);
    const [repeat] = await receive(deps, [old]);
    expect(place(repeat)).toBe(place(first));
  });

  test('Given one text too large and one customer beyond the window, when they come with others, then only they are refused', async () => {
    const { deps } = await setUp();
    const many = from(randomUUID(), limits.recentMessages + 2);
    const huge = anInboundMessage({ from: randomUUID(), text: 'x'.repeat(limits.textBytes + 1) });
    const fine = anInboundMessage({ from: randomUUID() });
    const outcomes = await receive(deps, [...many, huge, fine]);
    const codes = outcomes.map((o) => (o.ok ? 'ok' : o.error instanceof Failure ? o.error.code : 'fault'));
    expect(codes).toEqual([
      ...many.map((_, i) => (i < limits.recentMessages ? 'ok' : 'too.many.requests')),
      'payload.too.large',
      'ok',
    ]);
  });
});
