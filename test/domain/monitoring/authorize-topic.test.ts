import { describe, expect, test } from 'vitest';
import { Permission } from '../../../src/contract/permissions.ts';
import { topics } from '../../../src/contract/topics.ts';
import { authorizeTopic } from '../../../src/domain/monitoring/authorize-topic.ts';
import { setClock } from '../../support/clock.ts';
import { aHead, aLease, aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const me = aPrincipal({ divisions: ['division-1'] });
const without = (permission: Permission) => ({
  ...me,
  permissions: Permission.options.filter((other) => other !== permission),
});
const refused = (reason: string) => ({ permitted: false, reason });

const setUp = async () => {
  const stores = memoryStores();
  const clock = setClock();
  const { head } = await stores.heads.create(aHead({ fence: 5, lease: aLease() }));
  await stores.queues.put('tenant-a', { id: 'queue-1', name: 'Q', division: { id: 'division-1' } });
  await stores.queues.put('tenant-a', { id: 'queue-2', name: 'Q', division: { id: 'division-2' } });
  const decide = (who: typeof me, topic: string) => authorizeTopic({ ...stores, clock }, who, topic);
  return { clock, stores, decide, transcript: topics.transcript(head.conversationId) };
};

describe('who may receive a topic', () => {
  test('Given my own and another\u2019s topics, when asked for, then only mine are permitted', async () => {
    const { decide } = await setUp();
    for (const topic of [topics.myConversations, topics.myPresence]) {
      expect(await decide(me, topic('supervisor-1'))).toMatchObject({ permitted: true });
      expect(await decide(me, topic('supervisor-2'))).toEqual(refused('not.found'));
    }
  });

  test("Given another user's interactions, when they are asked for, then with the permission and in the user's division alone", async () => {
    const { decide, stores } = await setUp();
    const user = { name: 'Agent', state: 'active', version: 1 } as const;
    await stores.users.put('tenant-a', { ...user, id: 'agent-1', division: { id: 'division-1' } });
    await stores.users.put('tenant-a', { ...user, id: 'agent-2', division: { id: 'division-2' } });
    const topic = topics.myConversations;
    expect(await decide(me, topic('agent-1'))).toEqual({ permitted: true, byDivision: true });
    expect(await decide(me, topic('agent-2'))).toEqual(refused('not.found'));
    expect(await decide({ ...me, tenantId: 'tenant-b' }, topic('agent-1'))).toEqual(refused('not.found'));
    expect(await decide(without('analytics:conversationDetail:view'), topic('agent-1'))).toEqual(
      refused('not.found'),
    );
    expect(await decide({ ...me, guestOf: 'web' }, topic('agent-1'))).toEqual(refused('not.found'));
  });

  test('Given queues of two divisions, when asked for, then only the granted one exists, and only with the permission', async () => {
    const { decide } = await setUp();
    const topic = topics.queueObservations;
    expect(await decide(me, topic('queue-1'))).toMatchObject({ permitted: true });
    expect(await decide(me, topic('queue-2'))).toEqual(refused('not.found'));
    expect(await decide(me, topic('unknown'))).toEqual(refused('not.found'));
    expect(await decide({ ...me, tenantId: 'tenant-b' }, topic('queue-1'))).toEqual(refused('not.found'));
    expect(await decide(without('analytics:queueObservation:view'), topic('queue-1'))).toEqual(
      refused('missing.permissions'),
    );
  });

  test('Given a transcript, when its monitor asks, then it is permitted under the fence of the lease', async () => {
    const { decide, transcript } = await setUp();
    expect(await decide(me, transcript)).toMatchObject({ permitted: true, session: { fence: 5 } });
  });

  test('Given a transcript, when anyone else asks, then it is refused, and does not exist elsewhere', async () => {
    const { decide, transcript, clock } = await setUp();
    expect(await decide({ ...me, userId: 'supervisor-2' }, transcript)).toEqual(
      refused('monitor.lease.lost'),
    );
    expect(await decide({ ...me, divisions: ['division-2'] }, transcript)).toEqual(refused('not.found'));
    expect(await decide({ ...me, tenantId: 'tenant-b' }, transcript)).toEqual(refused('not.found'));
    expect(await decide(without('conversation:message:monitor'), transcript)).toEqual(
      refused('missing.permissions'),
    );
    expect(await decide(me, topics.transcript('unknown'))).toEqual(refused('not.found'));
    clock.move(60_000);
    expect(await decide(me, transcript)).toEqual(refused('monitor.lease.lost'));
  });

  test.each([
    '',
    'channel.metadata',
    'v2.users.supervisor-1',
    'v2.conversations.messages..transcript',
    '__proto__',
  ])('Given the topic %j, when asked for, then it does not exist', async (topic) => {
    const { decide } = await setUp();
    expect(await decide(me, topic)).toEqual(refused('not.found'));
  });
});
