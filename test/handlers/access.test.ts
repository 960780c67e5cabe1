import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Relation, relations, type Way } from '../../src/contract/access.ts';
import { Permission } from '../../src/contract/permissions.ts';
import type { Route } from '../../src/contract/route.ts';
import type { Head } from '../../src/domain/head/head.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { figure } from '../support/print.ts';
import { conversationRoutes, requestOf, userRoutes } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';

const states = ['free', 'monitored', 'ended'] as const;
type State = (typeof states)[number];

/** All who can come to a conversation, where their divisions lie, and what they are to it in which state. */
const callers: Readonly<
  Record<
    string,
    { readonly divisions?: readonly string[]; readonly are: (state: State) => readonly Relation[] }
  >
> = {
  'of-another-division': { divisions: ['division-9'], are: () => [] },
  onlooker: { are: () => ['division', 'session', 'connects'] },
  'agent-1': { are: () => ['division', 'present', 'takesPart', 'ownPart', 'connects'] },
  'bot-1': { are: () => ['division', 'present', 'takesPart', 'connects'] },
  'agent-of-another-division': { divisions: ['division-9'], are: () => ['present', 'takesPart'] },
  'agent-who-left': { are: () => ['division', 'connects'] },
  'asked-to-accept': { are: () => ['division', 'present', 'session', 'connects'] },
  'supervisor-1': {
    are: (state) => [
      'division',
      'session',
      'connects',
      ...(state === 'monitored' ? (['monitor'] as const) : []),
    ],
  },
};
const parties = new Set(['agent-1', 'bot-1', 'agent-of-another-division', 'agent-who-left']);

/** What a request says where the smallest that a schema takes would not reach the way in. */
const bodies: Readonly<Record<string, unknown>> = {
  'patch-participant': { state: 'disconnected' },
  'connect-participant': { purpose: 'agent', user: { id: 'somebody', name: 'Somebody' } },
};

/** A route, or one of its two faces: ending another's session names a reason. */
const faces = (
  route: Route,
): readonly { readonly ways: readonly Way[]; readonly query?: Record<string, string> }[] =>
  route.name === 'stop-monitoring'
    ? [
        { ways: route.access.filter((way) => way.audit === undefined) },
        { ways: route.access.filter((way) => way.audit !== undefined), query: { reason: 'training' } },
      ]
    : [{ ways: route.access }];

describe('who may do what', () => {
  const engine = useEngine();
  useHandlers(engine);
  beforeAll(async () => {
    const stores = dynamoStores(engine.client(), setClock());
    for (const userId of Object.keys(callers))
      await stores.presences.put('tenant-a', userId, {
        systemPresence: 'Available',
        modified: 1,
        version: 1,
      });
  });

  const furnish = async (state: State): Promise<Head> => {
    const stores = dynamoStores(engine.client(), setClock());
    const conversationId = randomUUID();
    const agent = (userId: string) => ({ purpose: 'agent', name: userId, userId, since: 1 }) as const;
    const participants = {
      c1: { purpose: 'customer', name: 'Customer', since: 1 },
      a1: agent('agent-1'),
      b1: { ...agent('bot-1'), purpose: 'bot' },
      a2: agent('agent-of-another-division'),
      a3: agent('agent-who-left'),
      a4: { ...agent('asked-to-accept'), alerting: true },
    } as const;
    const lease = { fence: 1, lease: aLease({ expires: Date.now() + 3_600_000 }) };
    const { parties } = aHead({ conversationId, participants });
    const { a3: _left, ...here } = participants;
    const { head } = await stores.heads.create(
      aHead({
        conversationId,
        participants: here,
        parties,
        ...(state === 'monitored' ? lease : {}),
        ...(state === 'ended' ? { state: 'ended', endTime: 1 } : {}),
      }),
    );
    const said = { type: 'Text', participantId: 'c1', purpose: 'customer', name: 'C', text: 't' } as const;
    await stores.transcript.put({ ...head, seq: 1, time: 1, ...said }, {});
    await stores.panels.put(head, 'order', { schemaId: 'order', data: {} }, 1);
    return head;
  };

  const ask = async (
    route: Route,
    head: Head,
    userId: string,
    permissions: readonly Permission[],
    query = {},
  ) => {
    const id = head.conversationId;
    const ids = { conversationId: id, sessionId: `${id}.m1`, messageId: `${id}.1`, participantId: 'a1' };
    const said = requestOf(route, {
      ...ids,
      communicationId: 'a1',
      panelId: 'order',
      noteId: 'note',
      mediaId: 'm',
    });
    const divisions = callers[userId]?.divisions ?? ['division-1'];
    return call(route.name, {
      me: aPrincipal({ userId, name: userId, permissions, divisions }),
      ...said,
      query: { ...said.query, ...query },
      ...(bodies[route.name] === undefined ? {} : { body: bodies[route.name] }),
    });
  };

  /** What the declared ways make of a caller: refused with a status, or let in by a way. */
  const verdict = (
    ways: readonly Way[],
    route: Route,
    who: string,
    state: State,
    held: readonly Permission[],
  ) => {
    const permits = (way: Way) => way.permissions.some((permission) => held.includes(permission));
    if (!route.access.some(permits)) return 403;
    const are = callers[who]?.are(state) ?? [];
    const standing = ways.filter(
      (way) => are.includes(way.as) && (way.state === undefined || state === 'ended'),
    );
    const way = standing.find(permits);
    if (way !== undefined) return way;
    const lost =
      ways.some((each) => each.as === 'monitor') &&
      held.includes('conversation:message:monitor') &&
      are.includes('division') &&
      !parties.has(who);
    if (lost) return 412;
    return standing.length === 0 ? 404 : 403;
  };

  /** Ways that the write's own condition holds: one who sees the conversation is told what is wrong instead. */
  const byWrite = new Set(['send-agent-message']);
  /** What is let in and finds no session or note, as the scene has it. */
  const mayBeAbsent = new Set(['get-session', 'stop-monitoring', 'put-note', 'delete-note', 'get-media']);

  test.each(conversationRoutes)(
    'Given every kind of caller, permission and state, when $name is called, then they get in by a declared way alone, and leave its audit',
    async (route) => {
      const stores = dynamoStores(engine.client(), setClock());
      const permissions = [...new Set(route.access.flatMap((way) => way.permissions))];
      const variants: readonly (readonly Permission[])[] = [
        [],
        ...permissions.map((one) => [one]),
        Permission.options,
      ];
      let asked = 0;
      // Who is refused changes nothing: the next one meets the same scene, until somebody was let in and changed it.
      const scenes = new Map<State, Head>();
      // Without any permission nothing is looked at: one state is as good as another.
      for (const state of states)
        for (const who of Object.keys(callers))
          for (const held of state === 'free' ? variants : variants.slice(1))
            for (const { ways, query } of faces(route)) {
              const head = scenes.get(state) ?? (await furnish(state));
              const answer = await ask(route, head, who, held, query);
              asked += 1;
              if (route.method === 'GET' || answer.status >= 400) scenes.set(state, head);
              else scenes.delete(state);
              const says = `${route.name} by ${who} with ${held.length > 3 ? 'all' : held} while ${state}: ${answer.text}`;
              const expected = verdict(ways, route, who, state, held);
              if (typeof expected === 'number') {
                const seen = (callers[who]?.are(state) ?? []).length > 0;
                const told = expected === 404 && seen && byWrite.has(route.name) ? [404, 409] : [expected];
                // A session is no matter of one who may not monitor: they are not told what they lack.
                if (route.name === 'stop-monitoring' && query === undefined) told.push(404);
                expect.soft(told, says).toContain(answer.status);
                if (expected !== 403 && answer.status === expected) {
                  const { code } = answer.json as { code: string };
                  expect.soft(code, says).toBe(expected === 404 ? 'not.found' : 'monitor.lease.lost');
                }
                continue;
              }
              if (!mayBeAbsent.has(route.name)) expect.soft([403, 404], says).not.toContain(answer.status);
              if (expected.audit === undefined || answer.status >= 300) continue;
              // Requests follow one another: what this one left is among the last.
              const audits = await stores.audits.newest('tenant-a', 3);
              expect
                .soft(
                  audits.filter((entry) => entry.conversationId === head.conversationId),
                  says,
                )
                .toContainEqual(expect.objectContaining({ action: expected.audit, userId: who }));
            }
      for (const [state, head] of scenes)
        expect.soft(await stores.heads.get(head), `${route.name} while ${state}`).toEqual(head);
      figure(`access to ${route.name}`, `${asked} requests`);
    },
  );

  test('Given a route that is for the whole tenant, when a user of one division calls it, then it is not found', async () => {
    for (const route of userRoutes.filter(({ access }) => access.every((way) => way.as === 'tenant'))) {
      const me = aPrincipal({ divisions: ['division-1'] });
      const answer = await call(route.name, { me, ...requestOf(route, { userId: 'somebody' }) });
      expect(answer.status, route.name).toBe(404);
    }
  });

  test('Given every route, then it declares a way in, by a relation that is described', () => {
    for (const { access, name } of userRoutes)
      for (const way of access) expect(Object.keys(relations), name).toContain(way.as);
  });
});
