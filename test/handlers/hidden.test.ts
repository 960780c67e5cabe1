import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { Permission } from '../../src/contract/permissions.ts';
import type { Head } from '../../src/domain/head/head.ts';
import type { Principal } from '../../src/domain/shared/principal.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { type Answer, call, useHandlers } from '../support/handlers.ts';
import {
  conversationRoutes,
  type PathIds,
  pathNames,
  requestOf,
  userRoutes,
} from '../support/route-samples.ts';
import type { Json } from '../support/sample.ts';
import { dynamoStores } from '../support/stores.ts';

/** What a path's parameters stand for, of one conversation. */
const idsOf = (id: string): PathIds => ({
  conversationId: id,
  sessionId: `${id}.m1`,
  messageId: `${id}.1`,
  participantId: 'a1',
  communicationId: 'a1',
  panelId: 'order',
  noteId: 'n1',
  mediaId: '00000000-0000-4000-8000-000000000000',
});

const bytes = (answer: Answer) => ({
  status: answer.status,
  headers: answer.headers,
  text: answer.text.replaceAll(answer.requestId, 'request'),
});

type Path = readonly string[];

/** Where a schema names a queue, a user or a wrap-up code by its id. */
const idPaths = (schema: Json, root: Json, at: Path = []): readonly Path[] => {
  const of = (one: unknown, path: Path) => idPaths(one as Json, root, path);
  if (schema.$ref !== undefined) return of(root.$defs?.[schema.$ref.split('/').at(-1) ?? ''], at);
  const others = [...(schema.anyOf ?? []), ...(schema.oneOf ?? []), ...(schema.allOf ?? [])];
  if (others.length > 0) return others.flatMap((one) => of(one, at));
  if (schema.type === 'array') return of(schema.items ?? {}, [...at, '0']);
  if (schema.type === 'object')
    return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => of(field, [...at, name]));
  const [name, parent] = [at.at(-1) ?? '', at.at(-2) ?? ''];
  const isNamed = ['queueId', 'userId'].includes(name) || (name === 'id' && /^(queue|user|0)$/.test(parent));
  return schema.type === 'string' && isNamed && at.length <= 2 ? [at] : [];
};

const namingOthers = userRoutes.flatMap((route) => {
  // What a channel subscribes to are topics, which a test of their own lets through or not.
  if (route.body === undefined || pathNames(route).includes('channelId')) return [];
  const json = z.toJSONSchema(route.body, { io: 'input', unrepresentable: 'any' });
  const paths = new Map(idPaths(json, json).map((path) => [path.join('.'), path]));
  return [...paths.values()].map((path) => ({ route, path }));
});

/** A body in which one place is another text; alternatives of a whole body are one text alone. */
const withAt = (body: unknown, [name = '', ...rest]: Path, id: string): unknown => {
  if (rest.length === 0 && name !== 'id') return { [name]: id };
  const inner = (value: unknown) => (rest.length === 0 ? id : withAt(value, rest, id));
  if (Array.isArray(body)) return [inner(body[0])];
  const given = (body ?? {}) as Readonly<Record<string, unknown>>;
  return { ...given, [name]: inner(given[name]) };
};

describe('what is not the caller\u2019s business', () => {
  const engine = useEngine();
  useHandlers(engine);
  const heads = new Map<string, Head>();
  const stranger = aPrincipal({ userId: 'stranger', name: 'Stranger', divisions: ['division-9'] });
  const foreigner = aPrincipal({ tenantId: 'tenant-b', userId: 'foreigner', name: 'Foreigner' });

  beforeAll(async () => {
    const stores = dynamoStores(engine.client(), setClock());
    for (const me of [stranger, foreigner])
      await stores.presences.put(me.tenantId, me.userId, {
        systemPresence: 'Available',
        modified: 1,
        version: 1,
      });
    const monitored = { fence: 1, lease: aLease({ expires: Date.now() + 3_600_000 }) };
    for (const [name, given] of Object.entries({
      running: {},
      monitored,
      ended: { state: 'ended', endTime: 1 } as const,
    })) {
      const { head } = await stores.heads.create(aHead(given));
      const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C', text: 't' } as const;
      await stores.transcript.put({ ...head, seq: 1, time: 1, ...said }, {});
      heads.set(name, head);
    }
  });

  test.each(conversationRoutes)(
    'Given another tenant\u2019s or division\u2019s conversation, when $name names it, then it is not found, to the byte as if it never was',
    async (route) => {
      const ask = async (me: Principal, id: string) =>
        bytes(await call(route.name, { me, ...requestOf(route, idsOf(id)) }));
      for (const me of [stranger, foreigner]) {
        const unknown = await ask(me, randomUUID());
        expect(unknown.status).toBe(404);
        for (const head of heads.values()) {
          expect(await ask(me, head.conversationId)).toEqual(unknown);
        }
      }
      const stores = dynamoStores(engine.client(), setClock());
      for (const head of heads.values()) expect(await stores.heads.get(head)).toEqual(head);
    },
  );

  test('Given another tenant\u2019s or division\u2019s queue, when it is read, changed or deleted, then it is not found and stays', async () => {
    const stores = dynamoStores(engine.client(), setClock());
    const queue = { id: randomUUID(), name: 'Queue', division: { id: 'division-1' } };
    await stores.queues.put('tenant-a', queue);
    const params = { queueId: queue.id };
    const body = { name: 'Taken', division: { id: 'division-9' } };
    expect((await call('get-queue', { me: stranger, params })).status).toBe(404);
    expect((await call('put-queue', { me: stranger, params, body })).status).toBe(404);
    expect((await call('delete-queue', { me: stranger, params })).status).toBe(404);
    expect((await call('get-queue', { me: foreigner, params })).status).toBe(404);
    expect((await call('delete-queue', { me: foreigner, params })).status).toBe(404);
    expect(await stores.queues.get('tenant-a', queue.id)).toEqual(queue);
  });

  test.each(namingOthers)(
    'Given $path of the body of $route.name, when it is of another division, then the answer is as if it never was',
    async ({ route, path }) => {
      const stores = dynamoStores(engine.client(), setClock());
      const tenantId = `t-${randomUUID()}`;
      const [own, elsewhere] = [{ id: 'division-9' }, { id: 'division-1' }];
      const me = { ...stranger, tenantId, userId: 'agent-1' };
      await stores.queues.put(tenantId, { id: 'own', name: 'Own', division: own });
      await stores.queues.put(tenantId, { id: 'foreign', name: 'Foreign', division: elsewhere });
      await stores.users.put(tenantId, {
        id: 'foreign',
        name: 'Foreign',
        division: elsewhere,
        state: 'active',
        version: 1,
      });
      await stores.wrapupCodes.put(tenantId, { id: 'foreign', name: 'Foreign', division: elsewhere });
      await stores.wrapupCodes.put(tenantId, { id: 'code', name: 'Own', division: own });
      const ask = async (id: string) => {
        const { head } = await stores.heads.create(aHead({ tenantId, queueId: 'own', divisionId: own.id }));
        const ids = { ...idsOf(head.conversationId), queueId: 'own', codeId: 'code', userId: 'agent-1' };
        const request = requestOf(route, { ...ids, integrationId: `i-${id}`, sourceId: 'purecloud' });
        const answer = await call(route.name, { me, ...request, body: withAt(request.body, path, id) });
        const masked = answer.text.replaceAll(answer.requestId, '').replaceAll(id, 'the id');
        // What was made has an id and a time of its own.
        return answer.status < 300 ? [answer.status] : [answer.status, masked];
      };
      const unknown = await ask('unknown');
      expect(await ask('foreign')).toEqual(unknown);
    },
  );

  test('Given the bodies of the contract, when what they name is counted, then queues, users and codes are named', () => {
    const named = namingOthers.map(({ route, path }) => `${route.name} ${path.join('.')}`);
    for (const one of [
      'put-integration queue.id',
      'connect-participant queue.id',
      'replace-participant queueId',
      'change-queue-members 0.id',
      'add-queue-wrapup-codes 0.id',
    ])
      expect(named).toContain(one);
  });

  test.each([
    ['send-agent-message', 'conversation:message:create'],
    ['start-monitoring', 'conversation:message:monitor'],
    ['get-audits', 'conversation:record:manage'],
    ['put-queue', 'routing:queue:edit'],
    ['put-integration', 'messaging:integration:edit'],
    ['receive-open-message', 'messaging:integration:ingest'],
  ] as const)(
    'Given a caller without the permission of %s, when they call it with anything, then they are told %s',
    async (name, permission) => {
      const me: Principal = { ...stranger, permissions: Permission.options.filter((p) => p !== permission) };
      const answer = await call(name, { me, params: { conversationId: 'a b' }, body: {} });
      expect(answer.json).toMatchObject({ status: 403, code: 'missing.permissions' });
      expect((answer.json as { messageParams: { permission: string } }).messageParams.permission).toContain(
        permission,
      );
    },
  );
});
