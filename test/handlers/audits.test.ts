import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { auditPk } from '../../src/adapters/dynamodb/keys.ts';
import { client } from '../../src/adapters/dynamodb/table.ts';
import type { Relation, Way } from '../../src/contract/access.ts';
import type { Route } from '../../src/contract/route.ts';
import { originDigest } from '../../src/domain/shared/audit.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { keepFile } from '../support/kept-file.ts';
import { pathNames, requestOf, userRoutes } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';
import { tables } from '../support/tables.ts';

/** Relations by which one acts on what is one's own; by any other, on what is the tenant's or others'. */
const own: readonly Relation[] = [
  'anyone',
  'provider',
  'guest',
  'self',
  'member',
  'joins',
  'connects',
  'present',
  'takesPart',
  'ownPart',
  'monitor',
];

/** Routes that change something of others' without an audit, and what keeps who did it instead. */
const keptElsewhere: Readonly<Record<string, string>> = {
  'post-details-job': 'it asks, as a query does; the job is the caller’s own',
  'receive-open-message': 'the transcript holds what the connector brought',
  'receive-open-messages': 'the transcript holds what the connector brought',
  'receive-open-event': 'typing is shown and not kept',
  'stop-monitoring': 'the head\u2019s stream tells the oversight log who stopped',
  'patch-participant': 'the head\u2019s stream tells the oversight log who stopped',
};

/** Routes that answer with what was said, to callers who took no part in it and leave no audit. */
const lookElsewhere: Readonly<Record<string, string>> = {
  'get-session': 'the newest messages come with the answer to a claim alone',
  'receive-open-message': 'it answers what the connector itself brought',
  'receive-open-messages': 'it answers what the connector itself brought',
};

/** Whether an answer holds what people said or noted, or where a file of theirs is read. */
const shows = ({ response }: Route): boolean =>
  response !== undefined &&
  /"(text|textBody|url)":\{/.test(
    JSON.stringify(z.toJSONSchema(response, { io: 'output', unrepresentable: 'any' })),
  );

/** A POST that asks: its name says so, and what it may touch is held by its function's rights. */
const asks = ({ method, name }: Route): boolean => method === 'GET' || /^(query|search)-/.test(name);

const auditedWays = userRoutes.flatMap((route) =>
  route.access.flatMap((way) =>
    way.audit === undefined ? [] : [{ name: route.name, audit: way.audit, route, way }],
  ),
);

const bodies: Readonly<Record<string, unknown>> = { 'patch-participant': { state: 'disconnected' } };

describe('what is audited', () => {
  const engine = useEngine();
  const services = useHandlers(engine);
  let fails = false;

  beforeAll(() => {
    client().middlewareStack.add(
      (next) => async (args) => {
        const { Item } = args.input as { Item?: { pk?: string } };
        if (fails && Item?.pk?.includes(auditPk('').slice(2)) === true) throw new Error('no audits now');
        return next(args);
      },
      { step: 'initialize', name: 'audits-fail' },
    );
  });

  test('every way to change what is others\u2019 leaves an audit, or is kept elsewhere', () => {
    const silent = userRoutes.filter(
      (route) => !asks(route) && route.access.some((way) => !own.includes(way.as) && way.audit === undefined),
    );
    expect(silent.map(({ name }) => name).sort()).toEqual(Object.keys(keptElsewhere).sort());
  });

  test('every way to look at what others said leaves an audit, but for a session, whose claim left one', () => {
    const looking = userRoutes.filter(shows);
    expect(looking.length).toBeGreaterThan(8);
    const silent = looking.filter(({ access }) =>
      access.some((way) => !own.includes(way.as) && way.audit === undefined),
    );
    expect(silent.map(({ name }) => name).sort()).toEqual(Object.keys(lookElsewhere).sort());
  });

  /** One of everything that a route can name by `x`, and a conversation. */
  const furnish = async (tenantId: string, ended: boolean): Promise<void> => {
    const stores = dynamoStores(engine.client(), setClock());
    const division = { id: 'main' };
    await stores.queues.put(tenantId, { id: 'x', name: 'X', division });
    await stores.integrations.put(tenantId, { id: 'x', messageType: 'open', queue: { id: 'x' } });
    await stores.users.put(tenantId, { id: 'x', name: 'X', division, state: 'active', version: 1 });
    await stores.wrapupCodes.put(tenantId, { id: 'x', name: 'X' });
    await stores.wrapupCodes.assign(tenantId, 'x', 'x');
    const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
    const member = { tenantId, queueId: 'x', userId: 'x' };
    const queues = { [member.queueId]: true };
    await stores.members.enter(
      member,
      { userId: 'x', name: 'X', joined: true, atWork },
      { queues, version: 1 },
    );
    const { head } = await stores.heads.create(
      aHead({
        tenantId,
        conversationId: 'x',
        queueId: 'x',
        divisionId: 'main',
        ...(ended
          ? { state: 'ended', endTime: 1 }
          : { fence: 1, lease: aLease({ expires: Date.now() + 3_600_000 }) }),
      }),
    );
    const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C', text: 't' } as const;
    const { conversationId } = head;
    await stores.transcript.put({ tenantId, conversationId, seq: 1, time: 1, ...said }, {});
    await keepFile(head, 'x');
    await stores.presences.put(tenantId, 'supervisor-1', {
      systemPresence: 'Available',
      modified: 1,
      version: 1,
    });
    const note = { tenantId, conversationId, authorId: 'supervisor-1', noteId: 'x' };
    await stores.notes.put(note, { seq: 1, text: 't', authorName: 'S', time: 1 });
  };

  const ask = (route: Route, way: Way, tenantId: string) => {
    const monitors = way.permissions.includes('conversation:message:monitor');
    const me = aPrincipal({
      tenantId,
      userId: monitors ? 'supervisor-1' : 'administrator',
      permissions: way.permissions,
      issued: Date.now(),
      expires: Date.now() + 3_600_000,
    });
    const named = Object.fromEntries(pathNames(route).map((name) => [name, 'x']));
    const ids = { ...named, messageId: 'x.1', sessionId: 'x.m1', participantId: 'a1', communicationId: 'a1' };
    const said = requestOf(route, ids);
    const query = route.name === 'stop-monitoring' ? { reason: 'training' } : said.query;
    const body = bodies[route.name] ?? said.body;
    return call(route.name, {
      me,
      params: said.params,
      ...(query === undefined ? {} : { query }),
      ...(body === undefined ? {} : { body }),
    });
  };

  /** All that is stored of a tenant, by table and key. */
  const kept = async (tenantId: string): Promise<Readonly<Record<string, unknown>>> => {
    const scans = Object.keys(tables).map(async (TableName) => {
      const { Items = [] } = await engine.client().send(new ScanCommand({ TableName }));
      return Items.map(
        (item) => [`${TableName} ${item.pk} ${item.sk ?? item.seq ?? ''}`, item] as const,
      ).filter(([name]) => name.includes(` T#${tenantId}#`));
    });
    return Object.fromEntries((await Promise.all(scans)).flat());
  };

  test('Given audits to be left, when the ways that leave them are counted, then none is missed', () => {
    expect(auditedWays.length).toBeGreaterThan(15);
  });

  test.each(auditedWays)(
    'Given a caller of $name, when its audit cannot be written, then nothing is done; when it can, then $audit is',
    async ({ route, way }) => {
      let done = 0;
      for (const state of ['monitored', 'ended']) {
        const tenantId = `${route.name}-${way.as}-${state}`;
        await furnish(tenantId, state === 'ended');
        const before = await kept(tenantId);
        const calls = services().calls.length;
        fails = true;
        const refused = await ask(route, way, tenantId).finally(() => {
          fails = false;
        });
        if (way.audit === 'monitoring.claimed') {
          // Only a claim that was won is written down: where that fails, the session has ended before anybody saw it.
          const key = { tenantId, conversationId: 'x' };
          const head = await dynamoStores(engine.client(), setClock()).heads.get(key);
          expect(head?.lease, state).toBeUndefined();
        } else expect(await kept(tenantId), state).toEqual(before);
        expect(services().calls.length, state).toBe(calls);
        const answer = await ask(route, way, tenantId);
        if (answer.status >= 300) continue;
        done += 1;
        expect(refused.status, state).toBe(500);
        const { audits } = dynamoStores(engine.client(), setClock());
        const [entry, ...more] = await audits.newest(tenantId, 100);
        expect([entry?.action, more]).toEqual([way.audit, []]);
        const origins = await audits.origins(tenantId);
        expect(origins.map((origin) => [origin.address, originDigest(origin)])).toEqual([
          ['192.0.2.1', entry?.from],
        ]);
      }
      expect(done).toBeGreaterThan(0);
    },
  );

  test('Given an address, when every route is called from it, then it is kept beside audits alone, and goes by itself', async () => {
    const tenantId = 'tenant-addresses';
    await furnish(tenantId, false);
    for (const route of userRoutes) for (const way of route.access) await ask(route, way, tenantId);
    const holding = Object.entries(await kept(tenantId)).filter(([, item]) =>
      JSON.stringify(item).includes('192.0.2.1'),
    );
    expect(holding.length).toBeGreaterThan(15);
    for (const [name, item] of holding) {
      expect(name).toContain(`${auditPk(tenantId)} !`);
      expect(item).toMatchObject({ ttl: expect.any(Number) });
    }
  });
});
