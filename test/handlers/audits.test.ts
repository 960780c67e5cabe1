import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import { auditPk } from '../../src/adapters/dynamodb/keys.ts';
import { client } from '../../src/adapters/dynamodb/table.ts';
import type { Relation, Way } from '../../src/contract/access.ts';
import type { Route } from '../../src/contract/route.ts';
import { useSecretsServer } from '../channels/support/secrets-server.ts';
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
  'session',
  'monitor',
];

/** Routes that change something of others' without an audit, and what keeps who did it instead. */
const keptElsewhere: Readonly<Record<string, string>> = {
  'post-details-job': 'it asks, as a query does; the job is the caller’s own',
  'receive-open-message': 'the transcript holds what the connector brought',
  'receive-open-messages': 'the transcript holds what the connector brought',
  'receive-open-event': 'typing is shown and not kept',
  'start-monitoring': 'the timeline tells who monitored whom',
};

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
  useHandlers(engine);
  const secrets = useSecretsServer();
  let fails = false;

  beforeAll(() => {
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.endpoint();
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
  };

  const ask = (route: Route, way: Way, tenantId: string) => {
    const monitors = way.as === 'monitor';
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
        const calls = secrets.calls.length;
        fails = true;
        const refused = await ask(route, way, tenantId).finally(() => {
          fails = false;
        });
        expect(await kept(tenantId), state).toEqual(before);
        expect(secrets.calls.length, state).toBe(calls);
        const answer = await ask(route, way, tenantId);
        if (answer.status >= 300) continue;
        done += 1;
        expect(refused.status, state).toBe(500);
        const audits = await dynamoStores(engine.client(), setClock()).audits.newest(tenantId, 100);
        expect(audits.map(({ action }) => action)).toEqual([way.audit]);
      }
      expect(done).toBeGreaterThan(0);
    },
  );
});
