import { randomUUID } from 'node:crypto';
import { BatchWriteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import {
  conversationPk,
  integrationKey,
  memberKey,
  queueCodeKey,
  queueKey,
  userKey,
  wrapupCodeKey,
} from '../../src/adapters/dynamodb/keys.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { type Answer, call, useHandlers } from '../support/handlers.ts';
import type { Said } from '../support/http-event.ts';
import { dynamoStores } from '../support/stores.ts';

const later = Date.now() + 3_600_000;
const division = { id: 'main' };
const many = (count: number): readonly number[] => Array.from({ length: count }, (_, i) => i);
const free = 3;

/** One list that calls make grow: what is in it already, and the call that adds one more. */
interface List {
  readonly most: number;
  readonly table?: 'Directory' | 'Records';
  /** The entry under a number, with its key. */
  readonly entry: (scene: Scene, i: number) => Readonly<Record<string, unknown>>;
  readonly add: (scene: Scene, i: number) => Omit<Said, 'me'>;
  /** The call that takes one away again, where there is one, by what was added under a number, and its answer. */
  readonly take?: { readonly route: string; readonly said: (added: Answer, i: number) => Omit<Said, 'me'> };
  /** Its count, where it is too long to be filled. */
  readonly count?: (scene: Scene) => Readonly<Record<string, unknown>>;
}

interface Scene {
  readonly tenantId: string;
  readonly head: Head;
}

const queueId = 'queue-1';
const noteId = (i: number) => `n${i}`;
const aNote = { seq: 1, text: 'x', authorName: 'S', created: 'then', modified: 'then' };
const noteOf = (author: (i: number) => string): Pick<List, 'entry' | 'table' | 'add' | 'take'> => ({
  table: 'Records',
  entry: ({ head }, i) => ({ pk: conversationPk(head), sk: `NOTE#${author(i)}#x${i}`, ...aNote }),
  add: ({ head }, i) => ({
    params: { conversationId: head.conversationId, noteId: noteId(i) },
    body: { seq: 1, text: 'x' },
  }),
  take: {
    route: 'delete-note',
    said: ({ json }, i) => ({
      params: {
        conversationId: (json as { conversationId: string }).conversationId,
        noteId: noteId(i),
      },
    }),
  },
});

/** Every list of docs/api/limits.md that is counted as a list, by the route that adds to it. */
const lists: Readonly<Record<string, readonly [string, List]>> = {
  'queues of a tenant': [
    'put-queue',
    {
      most: limits.queuesOfTenant,
      entry: ({ tenantId }, i) => ({ ...queueKey(tenantId, `x${i}`), id: `x${i}`, name: 'X', division }),
      add: (_, i) => ({ params: { queueId: `q${i}` }, body: { name: 'Q', division } }),
      take: { route: 'delete-queue', said: (_, i) => ({ params: { queueId: `q${i}` } }) },
    },
  ],
  'integrations of a tenant': [
    'put-integration',
    {
      most: limits.integrationsOfTenant,
      entry: ({ tenantId }, i) => ({
        ...integrationKey(tenantId, `x${i}`),
        id: `x${i}`,
        messageType: 'open',
        queue: { id: queueId },
      }),
      add: (_, i) => ({
        params: { integrationId: `i${i}` },
        body: { messageType: 'open', queue: { id: queueId } },
      }),
    },
  ],
  'wrap-up codes of a tenant': [
    'post-wrapup-code',
    {
      most: limits.codesOfTenant,
      entry: ({ tenantId }, i) => ({ ...wrapupCodeKey(tenantId, `x${i}`), id: `x${i}`, name: 'X' }),
      add: () => ({ body: { name: 'C', division } }),
      take: {
        route: 'delete-wrapup-code',
        said: ({ json }) => ({ params: { codeId: (json as { id: string }).id } }),
      },
    },
  ],
  'wrap-up codes of a queue': [
    'add-queue-wrapup-codes',
    {
      most: limits.codesOfQueue,
      entry: ({ tenantId }, i) => ({ ...queueCodeKey(tenantId, queueId, `x${i}`), codeId: `x${i}` }),
      add: (_, i) => ({ params: { queueId }, body: [{ id: `c${i}` }] }),
      take: { route: 'delete-queue-wrapup-code', said: (_, i) => ({ params: { queueId, codeId: `c${i}` } }) },
    },
  ],
  'members of a queue': [
    'change-queue-members',
    {
      most: limits.membersOfQueue,
      entry: ({ tenantId }, i) => ({
        ...memberKey(tenantId, queueId, `x${i}`),
        userId: `x${i}`,
        name: 'X',
        joined: true,
        atWork: { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 },
      }),
      add: (_, i) => ({ params: { queueId }, body: [{ id: `u${i}` }] }),
      take: { route: 'delete-queue-member', said: (_, i) => ({ params: { queueId, memberId: `u${i}` } }) },
    },
  ],
  'users of a tenant': [
    'put-user',
    {
      most: limits.usersOfTenant,
      entry: ({ tenantId }, i) => userKey(tenantId, `x${i}`),
      count: ({ tenantId }) => ({ ...userKey(tenantId, ''), sk: '#COUNT' }),
      add: (_, i) => ({ params: { userId: `new${i}` }, body: { name: 'U', division } }),
    },
  ],
  'notes on a conversation': [
    'put-note',
    { most: limits.notesOfConversation, ...noteOf((i) => `author${i % 20}`) },
  ],
  'notes of an author': ['put-note', { most: limits.notesOfAuthor, ...noteOf(() => 'supervisor-1') }],
};

describe('lists that are full', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  const meOf = ({ tenantId }: Scene) => aPrincipal({ tenantId, expires: later, issued: Date.now() });

  /** A tenant of its own, with what the calls name. */
  const aScene = async (): Promise<Scene> => {
    const tenantId = `t-${randomUUID()}`;
    const lease = aLease({ expires: later });
    const { head } = await stores().heads.create(aHead({ tenantId, fence: 1, lease }));
    return { tenantId, head };
  };
  /** What the calls name, where it does not count in the list itself. */
  const furnish = async ({ tenantId }: Scene): Promise<void> => {
    await stores().queues.put(tenantId, { id: queueId, name: 'Q', division });
    for (const i of many(10)) {
      await stores().users.put(tenantId, { id: `u${i}`, name: 'U', division, state: 'active', version: 1 });
      await stores().wrapupCodes.put(tenantId, { id: `c${i}`, name: 'C' });
    }
  };
  const write = async (table: string, items: readonly Readonly<Record<string, unknown>>[]) => {
    for (let at = 0; at < items.length; at += 25) {
      const puts = items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await engine.client().send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    }
  };
  test.each(Object.entries(lists))(
    'Given %s but for a few, when many are added at once, then exactly these few are, and one that is taken away leaves room for one',
    async (_, [route, list]) => {
      const scene = await aScene();
      const me = meOf(scene);
      const { table = 'Directory', most, count } = list;
      if (!['put-queue', 'post-wrapup-code'].includes(route)) await furnish(scene);
      // No list was counted yet but the longest: the first call that adds to it counts what is there.
      if (count === undefined)
        await write(
          table,
          many(most - free).map((i) => list.entry(scene, i)),
        );
      else
        await engine
          .client()
          .send(new PutCommand({ TableName: table, Item: { ...count(scene), count: most - free } }));
      const add = (i: number) => call(route, { me, ...list.add(scene, i) });
      const answers = await Promise.all(many(10).map(add));
      const added = answers.flatMap(({ status }, i) => (status < 300 ? [i] : []));
      expect(added, JSON.stringify(answers.map(({ text }) => text))).toHaveLength(free);
      for (const { status, text } of answers.filter(({ status }) => status >= 300)) {
        expect(status, text).toBe(400);
        expect(text).toContain(String(most));
      }
      expect((await add(11)).status).not.toBeLessThan(300);
      const [first = 0] = added;
      if (route.startsWith('put-')) expect((await add(first)).status).toBeLessThan(300);
      if (list.take === undefined) return;
      const { route: taking, said } = list.take;
      const took = await call(taking, { me, ...said(answers[first] as Answer, first) });
      expect(took.status, took.text).toBe(204);
      const again = await Promise.all([first, ...many(10).filter((i) => !added.includes(i))].map(add));
      expect(again.filter(({ status }) => status < 300)).toHaveLength(1);
    },
  );

  test.each([
    ['delete-queue', ['queues of a tenant', 'members of a queue', 'wrap-up codes of a queue'], { queueId }],
    ['delete-integration', ['integrations of a tenant'], { integrationId: 'x1' }],
    ['delete-wrapup-code', ['wrap-up codes of a tenant'], { codeId: 'x1' }],
    ['delete-queue-wrapup-code', ['wrap-up codes of a queue'], { queueId, codeId: 'x1' }],
    ['delete-queue-member', ['members of a queue'], { queueId, memberId: 'x1' }],
    ['change-queue-members', ['members of a queue'], { queueId }],
    ['delete-note', ['notes of an author'], { noteId: 'x1' }],
  ] as const)(
    'Given lists that were never counted, when %s takes from them, then what is left is counted',
    async (route, names, ids) => {
      const scene = await aScene();
      const { tenantId, head } = scene;
      for (const name of names) {
        const list = lists[name]?.[1];
        if (list === undefined) throw new Error(`no list of ${name}`);
        await write(
          list.table ?? 'Directory',
          many(3).map((i) => list.entry(scene, i)),
        );
      }
      const itself = { ...queueKey(tenantId, queueId), id: queueId, name: 'Q', division };
      await write('Directory', [itself]);
      const params = { ...ids, conversationId: head.conversationId };
      const said =
        route === 'change-queue-members' ? { query: { delete: 'true' }, body: [{ id: 'x1' }] } : {};
      const answer = await call(route, { me: meOf(scene), params, ...said });
      expect(answer.status, answer.text).toBeLessThan(300);
      const { pk } = lists[names[0]]?.[1].entry(scene, 0) ?? {};
      const sk = route === 'delete-note' ? 'NOTES' : '#COUNT';
      const TableName = route === 'delete-note' ? 'Records' : 'Directory';
      const { Item } = await engine.client().send(new GetCommand({ TableName, Key: { pk, sk } }));
      expect(Item?.count).toBe(route === 'delete-queue' ? 3 : 2);
    },
  );
});
