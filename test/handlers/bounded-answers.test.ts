import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { ErrorBody } from '../../src/contract/errors.ts';
import { limits } from '../../src/contract/limits.ts';
import type { Route } from '../../src/contract/route.ts';
import { useSecretsServer } from '../channels/support/secrets-server.ts';
import { useEngine } from '../support/engine.ts';
import { aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { pathNames, requestOf, userRoutes } from '../support/route-samples.ts';

const ids = (route: Route) =>
  Object.fromEntries(pathNames(route).map((name) => [name, name === 'sessionId' ? 'c.m1' : randomUUID()]));
const withBody = userRoutes.filter((route) => route.body !== undefined);

/** Bodies that are large in ways that a validator could be made to repeat, as they are sent. */
const floods: readonly (readonly [string, string])[] = [
  ['100,000 items', Array.from({ length: 100_000 }, () => 0)],
  ['100,000 keys', Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`key${i}`, 0]))],
  ['a list in a list', [Array.from({ length: 100_000 }, () => ({}))]],
  [
    'as many keys as are looked at',
    Object.fromEntries(Array.from({ length: limits.bodyValues }, (_, i) => [`a rather long key ${i}`, 0])),
  ],
  ['a long key', { ['k'.repeat(60_000)]: 0 }],
].map(([what, body]) => [String(what), JSON.stringify(body)]);

/** Names that every object has. */
const inherited = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

describe('what is not valid', () => {
  const engine = useEngine();
  useHandlers(engine);
  const secrets = useSecretsServer();
  beforeAll(() => {
    process.env.AWS_ENDPOINT_URL_SECRETS_MANAGER = secrets.endpoint();
  });
  const me = aPrincipal();

  test('routes with a body are among those that are called', () => {
    expect(withBody.length).toBeGreaterThan(10);
  });

  test.each(withBody.map((route) => [route.name, route] as const))(
    'Given a flood of values, when %s is sent it, then the answer is short',
    async (name, route) => {
      const params = ids(route);
      for (const [what, raw] of floods) {
        const answer = await call(name, { me, params, raw });
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

  test.each(userRoutes.map((route) => [route.name, route] as const))(
    'Given names of the prototype as query and headers, when %s is called, then it fails for nobody',
    async (name, route) => {
      const { params, query, body } = requestOf(route, ids(route));
      const named = JSON.parse(`{${inherited.map((one) => `"${one}":"x"`).join(',')}}`);
      const said = { me, params, query: { ...query, ...named }, headers: named };
      const answer = await call(name, body === undefined ? said : { ...said, body });
      expect(answer.status).toBeLessThan(500);
    },
  );
});
