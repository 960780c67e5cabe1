import { describe, expect, test } from 'vitest';
import { limits } from '../../../src/contract/limits.ts';
import { UserMetric } from '../../../src/contract/observation.ts';
import { MembersQuery, UserQueuesQuery } from '../../../src/contract/queue.ts';
import {
  bringToQueues,
  changeMembers,
  deleteMember,
  deleteQueue,
  joinQueue,
  listMembers,
  listMyQueues,
  membersOf,
} from '../../../src/domain/directory/members.ts';
import { changePresence } from '../../../src/domain/directory/presence.ts';
import { putUser } from '../../../src/domain/directory/users.ts';
import { observeUsers } from '../../../src/domain/views/observe-users.ts';
import { setClock } from '../../support/clock.ts';
import { aPrincipal } from '../../support/factories.ts';
import { memoryStores } from '../../support/stores.ts';

const admin = aPrincipal({ userId: 'admin', divisions: ['*'] });
const anna = aPrincipal({ userId: 'anna', divisions: ['north'] });
const all = MembersQuery.parse({});

const given = async () => {
  const deps = { ...memoryStores(), clock: setClock(), newId: () => 'id' };
  for (const id of ['north', 'south'])
    await deps.queues.put(admin.tenantId, { id, name: id, division: { id } });
  for (const [id, division] of [
    ['anna', 'north'],
    ['bert', 'south'],
  ] as const)
    await putUser(deps, admin, id, { name: id, division: { id: division }, state: 'active' });
  const goOnQueue = async () => {
    await changePresence(deps, anna, 'anna', { presenceDefinition: { systemPresence: 'On Queue' } });
    return deps.presences.get(anna.tenantId, 'anna');
  };
  return { deps, goOnQueue };
};

describe('members of a queue', () => {
  test('Given a user On Queue, when they are added, then the queue shows them idle, and what changes later is brought', async () => {
    const { deps, goOnQueue } = await given();
    await goOnQueue();
    await changeMembers(deps, admin, 'north', ['anna', 'bert'], false);
    const statuses = async () =>
      (await listMembers(deps, anna, 'north', all)).entities.map(({ id, routingStatus }) => [
        id,
        routingStatus.status,
      ]);
    expect(await statuses()).toEqual([
      ['anna', 'IDLE'],
      ['bert', 'OFF_QUEUE'],
    ]);
    const presences = (await listMembers(deps, anna, 'north', all)).entities.map((it) => it.presence);
    expect(presences.map((it) => it?.modifiedDate)).toEqual([
      new Date(deps.clock.now()).toISOString(),
      undefined,
    ]);
    await changePresence(deps, anna, 'anna', { presenceDefinition: { systemPresence: 'Away' } });
    await bringToQueues(deps, anna, await deps.presences.get(anna.tenantId, 'anna'));
    expect(await statuses()).toEqual([
      ['anna', 'OFF_QUEUE'],
      ['bert', 'OFF_QUEUE'],
    ]);
    const away = await listMembers(deps, anna, 'north', MembersQuery.parse({ presence: 'Away' }));
    expect(away.entities.map(({ id }) => id)).toEqual(['anna']);
  });

  test('Given joined members, when they are counted, then by presence and status, and who has not joined is left out', async () => {
    const { deps, goOnQueue } = await given();
    await goOnQueue();
    await changeMembers(deps, admin, 'north', ['anna', 'bert'], false);
    const counts = async () =>
      observeUsers(UserMetric.options, await membersOf(deps, admin.tenantId, 'north')).map(
        ({ metric, qualifier, stats }) => `${metric} ${qualifier ?? ''} ${stats.count}`,
      );
    expect(await counts()).toEqual([
      'oMemberUsers  2',
      'oOnQueueUsers IDLE 1',
      'oOffQueueUsers  0',
      'oUserPresences Offline 1',
      'oUserPresences On Queue 1',
      'oUserRoutingStatuses IDLE 1',
      'oUserRoutingStatuses OFF_QUEUE 1',
    ]);
    await joinQueue(deps, anna, 'north', 'anna', false);
    expect((await counts()).slice(0, 2)).toEqual(['oMemberUsers  1', 'oOffQueueUsers  0']);
    const mine = await listMyQueues(deps, anna, UserQueuesQuery.parse({ joined: 'false' }));
    expect(mine.entities).toEqual([{ id: 'north', name: 'north', division: { id: 'north' }, joined: false }]);
  });

  test('Given another division, when its queue or user is named, then neither exists and nobody is added', async () => {
    const { deps } = await given();
    const refused = { code: 'not.found' };
    const me = { ...admin, divisions: ['north'] };
    await expect(changeMembers(deps, me, 'south', ['anna'], false)).rejects.toMatchObject(refused);
    await expect(changeMembers(deps, me, 'north', ['anna', 'bert'], false)).rejects.toMatchObject(refused);
    await expect(listMembers(deps, me, 'south', all)).rejects.toMatchObject(refused);
    await expect(deleteMember(deps, me, 'north', 'anna')).rejects.toMatchObject(refused);
    expect(await membersOf(deps, admin.tenantId, 'north')).toEqual([]);
  });

  test('Given a member, when another without the right would let them leave, then that is refused', async () => {
    const { deps } = await given();
    await changeMembers(deps, admin, 'north', ['anna'], false);
    const colleague = { ...admin, userId: 'bert', permissions: ['routing:queue:view'] as const };
    await expect(joinQueue(deps, colleague, 'north', 'anna', false)).rejects.toMatchObject({
      code: 'missing.permissions',
    });
  });

  test('Given members, when some are taken away or the queue is deleted, then the queue is in nobody\u2019s list any more', async () => {
    const { deps } = await given();
    await changeMembers(deps, admin, 'north', ['anna', 'bert'], false);
    await changeMembers(deps, admin, 'north', ['bert'], true);
    expect((await membersOf(deps, admin.tenantId, 'north')).map(({ userId }) => userId)).toEqual(['anna']);
    await deleteQueue(deps, admin, 'north');
    for (const id of ['anna', 'bert'])
      expect((await deps.members.queuesOf(admin.tenantId, id)).queues).toEqual({});
    expect(await membersOf(deps, admin.tenantId, 'north')).toEqual([]);
  });

  test.each([
    'before the queue is looked through',
    'after it was looked through',
    'after their call has found the queue',
    'after the queue is gone',
  ])(
    'Given a member who is added while the queue is deleted, %s, then neither the queue nor their list has them',
    async (when) => {
      const { deps } = await given();
      const { members } = deps;
      const add = () => changeMembers(deps, admin, 'north', ['anna'], false);
      let late: Promise<void> | undefined;
      let isAdded = false;
      const once = async (moment: string): Promise<void> => {
        if (when !== moment || isAdded) return;
        isAdded = true;
        await add();
      };
      // Their call has read the queue already, and enters its member when the queue is gone.
      const slow = {
        ...deps,
        members: {
          ...members,
          enter: async (...given: Parameters<typeof members.enter>) => {
            await deleteQueue(deps, admin, 'north');
            return members.enter(...given);
          },
        },
      };
      if (when === 'after their call has found the queue')
        late = changeMembers(slow, admin, 'north', ['anna'], false);
      else
        await deleteQueue(
          {
            ...deps,
            members: {
              ...members,
              async *of(...given) {
                await once('before the queue is looked through');
                yield* members.of(...given);
              },
              async disband(...given) {
                await once('after it was looked through');
                return members.disband(...given);
              },
            },
          },
          admin,
          'north',
        );
      if (when === 'after the queue is gone') late = add();
      if (late !== undefined) await expect(late).rejects.toMatchObject({ code: 'not.found' });
      expect(await deps.queues.get(admin.tenantId, 'north')).toBeUndefined();
      expect(await membersOf(deps, admin.tenantId, 'north')).toEqual([]);
      expect((await members.queuesOf(admin.tenantId, 'anna')).queues).toEqual({});
    },
  );

  test('Given as many queues as a user can have, when they are added to another, then it is refused and they are no member', async () => {
    const { deps } = await given();
    const queues = Object.fromEntries(
      Array.from({ length: limits.queuesOfUser }, (_, i) => [`q-${i}`, true]),
    );
    const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
    await deps.members.enter(
      { tenantId: admin.tenantId, queueId: 'south', userId: 'anna' },
      { userId: 'anna', name: 'Anna', joined: true, atWork },
      { queues, version: 1 },
    );
    await expect(changeMembers(deps, admin, 'north', ['anna'], false)).rejects.toMatchObject({
      code: 'bad.request',
    });
    expect(await membersOf(deps, admin.tenantId, 'north')).toEqual([]);
  });
});
