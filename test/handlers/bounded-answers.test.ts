import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Route } from '../../src/contract/route.ts';
import { routes } from '../../src/contract/routes.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, openForProviders, useHandlers } from '../support/handlers.ts';
import { asSent, calledBy } from '../support/route-callers.ts';
import { pathNames, requestOf } from '../support/route-samples.ts';

/** The integration is one whose secret is known, so that a provider's request counts. */
const known: Readonly<Record<string, string>> = {
  tenantId: 'tenant-a',
  integrationId: 'integration-1',
  sessionId: 'c.m1',
};
const ids = (route: Route) =>
  Object.fromEntries(pathNames(route).map((name) => [name, known[name] ?? randomUUID()]));
const withBody = routes.filter((route) => route.body !== undefined);
const integrationId = 'integration-1';

/** Bodies that are large in ways that a reader or a validator could be made to repeat. */
const floods: readonly (readonly [string, unknown])[] = [
  ['100,000 items', Array.from({ length: 100_000 }, () => 0)],
  ['100,000 keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key${i}`, 0]))],
  ['a list in a list', [Array.from({ length: 100_000 }, () => ({}))]],
  [
    'as many keys as are looked at',
    Object.fromEntries(Array.from({ length: limits.bodyValues }, (_, i) => [`a rather long key ${i}`, 0])),
  ],
  ['a long key', { ['k'.repeat(60_000)]: 0 }],
].map(([what, body]) => [String(what), body]);

/** Names that every object has. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

describe('what is not valid', () => {
  const engine = useEngine();
  useHandlers(engine);
  beforeAll(async () => {
    await openForProviders({ tenantId: 'tenant-a', integrationId });
  });
  const me = aPrincipal();

  test('routes with a body of every kind of caller are among those that are called', () => {
    expect(withBody.length).toBeGreaterThan(10);
    expect(new Set(withBody.map(({ authorizer }) => authorizer))).toEqual(
      new Set([undefined, 'guest', 'provider', 'none']),
    );
  });

  test.each(withBody.map((route) => [route.name, route] as const))(
    'Given a flood of values, when %s is sent it, then the answer is short',
    async (name, route) => {
      const params = ids(route);
      for (const [what, body] of floods) {
        const raw = asSent(route, body);
        const answer = await call(name, calledBy(route, me, integrationId, { params, raw }));
        expect(answer.status, what).toBe(400);
        expect(answer.text.length, what).toBeLessThan(12_000);
        const { details } = ErrorBody.parse(answer.json);
        expect(details.length, what).toBeLessThanOrEqual(limits.details);
        for (const { path, message } of details) {
          expect(path.length, what).toBeLessThanOrEqual(limits.detailChars);
          expect(message.length, what).toBeLessThanOrEqual(limits.detailChars);
        }
      }
    },
  );

  test.each(withBody.filter(({ authorizer }) => authorizer === 'provider'))(
    'Given a flood that nobody signed, when $name is sent it, then the answer is short and the same whether the integration is there',
    async (route) => {
      for (const [what, body] of floods) {
        const raw = asSent(route, body);
        const ask = async (id: string) => {
          const answer = await call(route.name, { me, params: { ...ids(route), integrationId: id }, raw });
          return [answer.status, answer.text.replace(answer.requestId, '')];
        };
        const there = await ask(integrationId);
        expect(there, what).toEqual(await ask('not-there'));
        expect(JSON.stringify(there).length, what).toBeLessThan(1_000);
        expect([400, 403], what).toContain(there[0]);
      }
    },
  );

  test.each(routes.map((route) => [route.name, route] as const))(
    'Given names of the prototype as query and headers, when %s is called, then it fails for nobody',
    async (name, route) => {
      const { params, query, body } = requestOf(route, ids(route));
      const named = JSON.parse(`{${inherited.map((one) => `"${one}":"x"`).join(',')}}`);
      const said = { params, query: { ...query, ...named }, headers: named };
      const sent = body === undefined ? said : { ...said, raw: asSent(route, body) };
      const answer = await call(name, calledBy(route, me, integrationId, sent));
      expect(answer.status).toBeLessThan(500);
    },
  );
});
