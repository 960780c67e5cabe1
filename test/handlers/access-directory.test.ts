import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Relation, Way } from '../../src/contract/access.ts';
import { Permission } from '../../src/contract/permissions.ts';
import type { Route } from '../../src/contract/route.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { figure } from '../support/print.ts';
import { conversationRoutes, pathNames, requestOf, userRoutes } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';

const division = { id: 'division-1' };

/** All who can come to what is not a conversation, and where their divisions lie. */
const callers: Readonly<Record<string, readonly string[]>> = {
  stranger: ['division-9'],
  insider: ['division-1'],
  member: ['division-1'],
  chief: ['*'],
};

/** What a request says where the smallest that a schema takes would leave the caller's division. */
const bodies: Readonly<Record<string, unknown>> = {
  'put-queue': { name: 'Queue', division },
  'post-queue': { name: 'Another', division },
  'put-integration': { messageType: 'open', queue: { id: 'q' } },
  'put-user': { name: 'Colleague', division },
  'change-queue-members': [{ id: 'member' }],
  'add-queue-wrapup-codes': [{ id: 'solved' }],
  'post-wrapup-code': { name: 'Sold', division },
  'put-wrapup-code': { name: 'Solved', division },
};

/** Of these the relation is no yes or no: what lies elsewhere is left out, or the request itself says where it lies. */
const isVague = (ways: readonly Way[]): boolean => ways.every(({ as }) => as === 'granted');

/** What the scene has none of: who is let in finds nothing. */
const absent = new Set(['channelId', 'jobId', 'sourceId']);
const findsNothing = (route: Route): boolean =>
  ['get-retention', 'delete-queue-wrapup-code'].includes(route.name) ||
  pathNames(route).some((name) => absent.has(name));

/** Users that the scene knows, one of them a member of its queue. */
const stored = new Set(['colleague', 'member']);

const routes = userRoutes.filter((route) => !conversationRoutes.includes(route));

describe('who may do what with queues, integrations, users and their own', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());

  /** A tenant with one of everything in one division. */
  const furnish = async (): Promise<string> => {
    const tenantId = `t-${randomUUID()}`;
    const { queues, integrations, users, members, wrapupCodes, presences } = stores();
    await queues.put(tenantId, { id: 'q', name: 'Queue', division });
    await integrations.put(tenantId, { id: 'web', messageType: 'open', queue: { id: 'q' } });
    for (const id of ['colleague', 'member'])
      await users.put(tenantId, { id, name: id, division, state: 'active', version: 1 });
    const atWork = { systemPresence: 'Offline', status: 'OFF_QUEUE', since: 0, version: 0 } as const;
    const key = { tenantId, queueId: 'q', userId: 'member' };
    const member = { userId: 'member', name: 'member', joined: true, atWork };
    await members.enter(key, member, { queues: { q: true }, version: 1 });
    await wrapupCodes.put(tenantId, { id: 'solved', name: 'Solved', division });
    await presences.put(tenantId, 'member', { systemPresence: 'Available', modified: 1, version: 1 });
    return tenantId;
  };

  /** What a caller is to what the request names, `target` where it names a user. */
  const relationsOf = (route: Route, who: string, target: string): ReadonlySet<Relation> => {
    const within = (callers[who] ?? []).some((id) => id === '*' || id === division.id);
    const own = target === who;
    const namesUser = pathNames(route).includes('userId');
    return new Set<Relation>([
      'granted',
      ...(callers[who]?.includes('*') ? (['tenant'] as const) : []),
      ...(within ? (['queue', 'integration', 'code'] as const) : []),
      ...(within && own && who === 'member' ? (['member'] as const) : []),
      ...(within || own ? (['user'] as const) : []),
      ...(own || !namesUser ? (['self'] as const) : []),
    ]);
  };

  const verdict = (route: Route, are: ReadonlySet<Relation>, held: readonly Permission[]): Way | number => {
    const permits = ({ permissions }: Way) =>
      permissions.length === 0 || permissions.some((permission) => held.includes(permission));
    if (!route.access.some(permits)) return 403;
    const standing = route.access.filter(({ as }) => are.has(as));
    // Where everybody may ask for what is their own, nobody else exists for who may not see others.
    const hidden = standing.length === 0 || route.access.some(({ as }) => as === 'self');
    return standing.find(permits) ?? (hidden ? 404 : 403);
  };

  test.each(routes)(
    'Given every kind of caller and permission, when $name is called, then they get in by a declared way alone, and leave its audit',
    async (route) => {
      const permissions = [...new Set(route.access.flatMap((way) => way.permissions))];
      const variants: readonly (readonly Permission[])[] = [
        [],
        ...permissions.map((one) => [one]),
        Permission.options,
      ];
      const names = pathNames(route);
      const other = names.includes('memberId')
        ? 'member'
        : names.includes('userId')
          ? 'colleague'
          : undefined;
      let asked = 0;
      let unchanged = await furnish();
      for (const who of Object.keys(callers))
        for (const target of new Set([other ?? who, who]))
          for (const held of variants) {
            const expected = verdict(route, relationsOf(route, who, target), held);
            const said = requestOf(route, {
              queueId: 'q',
              integrationId: 'web',
              userId: target,
              memberId: target,
              codeId: 'solved',
              channelId: 'none',
              jobId: 'none',
              sourceId: 'purecloud',
            });
            const body = bodies[route.name] ?? said.body;
            const me = aPrincipal({
              tenantId: unchanged,
              userId: who,
              name: who,
              permissions: held,
              divisions: callers[who] ?? [],
            });
            const answer = await call(route.name, { me, ...said, ...(body === undefined ? {} : { body }) });
            asked += 1;
            const says = `${route.name} of ${target} by ${who} with ${held.length > 3 ? 'all' : held}: ${answer.status} ${answer.text}`;
            // Who is stored nowhere is found by nobody.
            const isThere = other === undefined || stored.has(target);
            if (typeof expected === 'number') {
              expect.soft(isThere ? [expected] : [expected, 404], says).toContain(answer.status);
              continue;
            }
            const certain = !isVague(route.access) && !findsNothing(route) && isThere;
            expect.soft(certain ? [403, 404, 500] : [403, 500], says).not.toContain(answer.status);
            if (expected.audit !== undefined && answer.status < 300)
              expect
                .soft(await stores().audits.newest(unchanged, 100), says)
                .toContainEqual(expect.objectContaining({ action: expected.audit, userId: who }));
            // Whom it let in may have changed the scene.
            if (route.method !== 'GET' && answer.status < 400) unchanged = await furnish();
          }
      figure(`access to ${route.name}`, `${asked} requests`);
    },
  );
});
