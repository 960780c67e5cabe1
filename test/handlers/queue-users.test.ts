import { isDeepStrictEqual } from 'node:util';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { matchesPattern } from '../../local/streams/filter-pattern.ts';
import { usersChanged } from '../../src/contract/handed-over.ts';
import { topics } from '../../src/contract/topics.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, callStream, useHandlers } from '../support/handlers.ts';
import { mockSockets } from '../support/sockets-mock.ts';
import { dynamoStores } from '../support/stores.ts';

const me = aPrincipal({ expires: Date.now() + 3_600_000 });
const queue = { queueId: 'support' };
type Items = ReadonlyMap<string, Record<string, unknown>>;

describe('who watches a queue', () => {
  const engine = useEngine();
  useHandlers(engine);
  const sockets = mockSockets();

  const directory = async (): Promise<Items> => {
    const { Items = [] } = await engine.client().send(new ScanCommand({ TableName: 'Directory' }));
    return new Map(Items.map((item) => [`${item.pk} ${item.sk}`, item]));
  };
  /** What the directory's stream says of two states of it, as far as it wakes the function. */
  const changes = (before: Items, after: Items): readonly object[] =>
    [...new Set([...before.keys(), ...after.keys()])]
      .filter((key) => !isDeepStrictEqual(before.get(key), after.get(key)))
      .map((key, i) => {
        const [old, item] = [before.get(key), after.get(key)];
        const { pk, sk } = item ?? old ?? {};
        return {
          eventID: `${i}`,
          eventName: old === undefined ? 'INSERT' : item === undefined ? 'REMOVE' : 'MODIFY',
          dynamodb: {
            Keys: marshall({ pk, sk }),
            SequenceNumber: `${i}`,
            ...(item === undefined ? {} : { NewImage: marshall(item) }),
          },
        };
      })
      .filter((record) => usersChanged.some((pattern) => matchesPattern(pattern, record)));

  /** Calls a route, and brings what it changed, and what that changes, to the stream's consumer. */
  const tellsOf = async (name: string, said: object) => {
    const told = sockets.pushed.length;
    let before = await directory();
    const answer = await call(name, { me, ...said });
    expect(answer.status, answer.text).toBeLessThan(300);
    for (let round = 0; round < 5; round += 1) {
      const after = await directory();
      const records = changes(before, after);
      if (records.length === 0) break;
      before = after;
      expect(await callStream('users', records)).toEqual({ batchItemFailures: [] });
    }
    const frames = sockets.pushed.slice(told).map(({ frame }) => frame);
    return {
      members: frames
        .filter(({ topicName }) => topicName === topics.queueUsers('support'))
        .map(({ eventBody: { id, name: called, joined } }) => [id, called, joined]),
      counts: frames.filter(({ topicName }) => topicName === topics.queueObservations('support')).at(-1)
        ?.eventBody.data,
    };
  };
  const members = (count: number) => expect.arrayContaining([{ metric: 'oMemberUsers', stats: { count } }]);

  beforeAll(async () => {
    const stores = dynamoStores(engine.client(), setClock());
    await stores.queues.put(me.tenantId, { id: 'support', name: 'Support', division: { id: 'main' } });
    const user = { division: { id: 'main' }, state: 'active', version: 1 } as const;
    for (const id of ['anna', 'bert']) await stores.users.put(me.tenantId, { id, name: id, ...user });
    const until = Date.now() + 3_600_000;
    const channel = {
      ...me,
      channelId: 'channel',
      created: me.issued,
      until,
      topics: [],
      connectionId: 'watching',
    };
    await stores.channels.create(channel, 'hash', until);
    for (const topic of [topics.queueUsers('support'), topics.queueObservations('support')])
      await stores.channels.subscribe([
        {
          tenantId: me.tenantId,
          topic,
          channelId: 'channel',
          userId: me.userId,
          issued: me.issued,
          connectionId: 'watching',
          until,
        },
      ]);
  });

  test('Given a watcher, when users are added, leave, are renamed and taken away, then each is told with the counts of that moment', async () => {
    const added = await tellsOf('change-queue-members', {
      params: queue,
      body: [{ id: 'anna' }, { id: 'bert' }],
    });
    expect(added.members).toEqual(
      expect.arrayContaining([
        ['anna', 'anna', true],
        ['bert', 'bert', true],
      ]),
    );
    expect(added.counts).toEqual(members(2));

    const params = { ...queue, memberId: 'anna' };
    const left = await tellsOf('patch-queue-member', { params, body: { joined: false } });
    expect(left.members).toEqual([['anna', 'anna', false]]);
    expect(left.counts).toEqual(members(1));

    const body = { version: 1, name: 'Bertha' };
    const renamed = await tellsOf('patch-user', { params: { userId: 'bert' }, body });
    expect(renamed.members).toEqual([['bert', 'Bertha', true]]);
    const listed = await call('get-queue-members', { me, params: queue });
    expect(listed.json).toMatchObject({ entities: [{ name: 'anna' }, { name: 'Bertha' }] });

    const gone = await tellsOf('delete-queue-member', { params: { ...queue, memberId: 'bert' } });
    expect(gone.members).toEqual([['bert', undefined, false]]);
    expect(gone.counts).toEqual(members(0));
  });

  test('Given a queue, when it is deleted while members and wrap-up codes are added to it, then it is gone and nothing is left in it', async () => {
    const stores = dynamoStores(engine.client(), setClock());
    const { tenantId } = me;
    const user = { division: { id: 'main' }, state: 'active', version: 1 } as const;
    const ids = Array.from({ length: 6 }, (_, i) => `racer-${i}`);
    for (const id of ids) await stores.users.put(tenantId, { id, name: id, ...user });
    for (const id of ids) await stores.wrapupCodes.put(tenantId, { id, name: id });
    for (let round = 0; round < 5; round += 1) {
      const params = { queueId: `short-${round}` };
      await stores.queues.put(tenantId, { id: params.queueId, name: 'Q', division: { id: 'main' } });
      const adding = ids.flatMap((id) => [
        call('change-queue-members', { me, params, body: [{ id }] }),
        call('add-queue-wrapup-codes', { me, params, body: [{ id }] }),
      ]);
      const deleted = await call('delete-queue', { me, params });
      for (const { status } of await Promise.all(adding)) expect([200, 204, 404]).toContain(status);
      expect(deleted.status, deleted.text).toBe(204);
      expect(await stores.queues.get(tenantId, params.queueId)).toBeUndefined();
      expect(await stores.wrapupCodes.ofQueue(tenantId, params.queueId)).toEqual([]);
      for await (const member of stores.members.of(tenantId, params.queueId)) expect(member).toBeUndefined();
      for (const id of ids)
        expect(Object.keys((await stores.members.queuesOf(tenantId, id)).queues)).not.toContain(
          params.queueId,
        );
    }
  });
});
