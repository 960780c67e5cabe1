import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { followConversation as follow, interacting } from '../../../src/domain/directory/at-work.ts';
import { changePresence } from '../../../src/domain/directory/presence.ts';
import { readRoutingStatus, reportRoutingStatus } from '../../../src/domain/directory/routing-status.ts';
import { putUser } from '../../../src/domain/directory/users.ts';
import type { Head } from '../../../src/domain/head/head.ts';
import { epoch, setClock } from '../../support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', divisions: ['north'] });

/** Brings a change to the agent's status as the stream does, the head being as the change left it, or as is said. */
const followConversation = (
  deps: Omit<Parameters<typeof follow>[0], 'heads'>,
  old: Head,
  next: Head,
  now: Head | undefined = next,
) => follow({ ...deps, heads: { get: async () => now } }, old, next);

const given = () => {
  const deps = { ...memoryStores(), clock: setClock(), newId: () => 'id' };
  const take = (systemPresence: 'On Queue' | 'Available') =>
    changePresence(deps, agent, 'agent-1', { presenceDefinition: { systemPresence } });
  const status = async () => (await readRoutingStatus(deps, agent, 'agent-1')).status;
  return { deps, take, status };
};

const agentIn = (conversationId: string, more: Partial<Head['participants'][string]> = {}): Head =>
  aHead({
    conversationId,
    participants: { a: { purpose: 'agent', name: 'A', userId: 'agent-1', since: epoch, ...more } },
  });
const without = (conversationId: string): Head => aHead({ conversationId, participants: {} });

describe('a routing status', () => {
  test('Given two presences within one millisecond, when each is taken on, then each counts as a change, and the same again as none', async () => {
    const { deps, take } = given();
    const changed = async () => (await deps.presences.get(agent.tenantId, 'agent-1')).changed;
    await take('On Queue');
    await take('Available');
    expect(await changed()).toEqual(['presence', 'routingStatus']);
    await take('Available');
    expect(await changed()).toEqual([]);
  });

  test('Given an agent, when they go On Queue, take two conversations, end both and leave, then the status follows each step', async () => {
    const { deps, take, status } = given();
    expect(await status()).toBe('OFF_QUEUE');
    await take('On Queue');
    expect(await status()).toBe('IDLE');
    await followConversation(deps, without('one'), agentIn('one'));
    await followConversation(deps, without('two'), agentIn('two'));
    expect(await status()).toBe('INTERACTING');
    await followConversation(deps, agentIn('one'), without('one'));
    expect(await status()).toBe('INTERACTING');
    await followConversation(deps, agentIn('two'), { ...agentIn('two'), state: 'ended' });
    expect(await status()).toBe('IDLE');
    await take('Available');
    expect(await status()).toBe('OFF_QUEUE');
  });

  test('Given a change that the stream repeats, when it comes again, then nothing is written', async () => {
    const { deps, take } = given();
    await take('On Queue');
    await followConversation(deps, without('one'), agentIn('one'));
    const before = await deps.presences.get(agent.tenantId, 'agent-1');
    await followConversation(deps, without('one'), agentIn('one'));
    expect(await deps.presences.get(agent.tenantId, 'agent-1')).toEqual(before);
  });

  test('Given an agent who has left, or a conversation that was deleted, when the record of their coming is redriven, then they stay idle', async () => {
    const { deps, take, status } = given();
    await take('On Queue');
    await followConversation(deps, without('one'), agentIn('one'), without('one'));
    expect(await status()).toBe('IDLE');
    await followConversation(deps, without('one'), agentIn('one'));
    expect(await status()).toBe('INTERACTING');
    await follow({ ...deps, heads: { get: async () => undefined } }, agentIn('one'), without('one'));
    expect(await status()).toBe('IDLE');
  });

  test('Given a supervisor On Queue, when they start and stop monitoring, then nothing is written of anybody', async () => {
    const { deps, take } = given();
    await take('On Queue');
    const stored = async () => [
      await deps.presences.get(agent.tenantId, 'agent-1'),
      await deps.presences.get(agent.tenantId, 'agent-2'),
    ];
    const before = await stored();
    const free = agentIn('one', { userId: 'agent-2' });
    const monitored = { ...free, fence: 1, lease: aLease({ supervisorId: 'agent-1' }) };
    await followConversation(deps, free, monitored);
    await followConversation(deps, monitored, { ...free, fence: 1 });
    expect(await stored()).toEqual(before);
  });

  test('Given an agent who was asked and has not accepted, when the conversation changes, then they are idle', async () => {
    const { deps, take, status } = given();
    await take('On Queue');
    await followConversation(deps, without('one'), agentIn('one', { alerting: true }));
    expect(await status()).toBe('IDLE');
    await followConversation(deps, agentIn('one', { alerting: true }), agentIn('one'));
    expect(await status()).toBe('INTERACTING');
  });

  test('Given what users may report, when they report it, then it counts On Queue until a conversation is taken, and the rest is refused', async () => {
    const { deps, take, status } = given();
    const report = (name: 'NOT_RESPONDING' | 'IDLE' | 'INTERACTING' | 'OFF_QUEUE') =>
      reportRoutingStatus(deps, agent, 'agent-1', { status: name });
    await expect(report('IDLE')).rejects.toMatchObject({ code: 'bad.request' });
    await take('On Queue');
    for (const name of ['INTERACTING', 'OFF_QUEUE'] as const)
      await expect(report(name)).rejects.toMatchObject({ code: 'bad.request' });
    expect((await report('NOT_RESPONDING')).status).toBe('NOT_RESPONDING');
    expect((await report('IDLE')).status).toBe('IDLE');
    await report('NOT_RESPONDING');
    await followConversation(deps, without('one'), agentIn('one'));
    expect(await status()).toBe('INTERACTING');
  });

  test('Given more conversations than are remembered, when another is taken, then it is not', () => {
    const conversations = Array.from({ length: limits.conversationsOfAgent }, (_, i) => `c-${i}`);
    const routing = { status: 'INTERACTING', since: 1, conversations } as const;
    expect(interacting({ systemPresence: 'On Queue', routing }, 'more', true, 2)).toBeUndefined();
  });

  test('Given a user of another division, or a caller without the permission, when the status is read, then nobody is there', async () => {
    const { deps } = given();
    const admin = aPrincipal({ userId: 'admin', divisions: ['*'] });
    await putUser(deps, admin, 'anna', { name: 'Anna', division: { id: 'south' }, state: 'active' });
    expect((await readRoutingStatus(deps, admin, 'anna')).status).toBe('OFF_QUEUE');
    for (const [me, id] of [
      [agent, 'anna'],
      [agent, 'nobody'],
      [{ ...admin, permissions: [] }, 'anna'],
    ] as const)
      await expect(readRoutingStatus(deps, me, id)).rejects.toMatchObject({ code: 'not.found', params: {} });
  });
});
