import { beforeAll, describe, expect, test } from 'vitest';
import { client } from '../../src/adapters/dynamodb/table.ts';
import { ErrorBody } from '../../src/contract/errors.ts';
import type { Route } from '../../src/contract/route.ts';
import { meter } from '../support/capacity.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, aPrincipal } from '../support/factories.ts';
import { type Answer, call, useHandlers } from '../support/handlers.ts';
import { figure } from '../support/print.ts';
import { requestOf, userRoutes } from '../support/route-samples.ts';
import { dynamoStores } from '../support/stores.ts';

const conversationId = 'conversation-1';
const ids = {
  conversationId,
  participantId: 'a1',
  communicationId: 'a1',
  sessionId: `${conversationId}.m1`,
  messageId: `${conversationId}.1`,
  integrationId: 'integration-1',
};
/** Every name that a path can have, where the scene has nothing special for it. */
const named = (route: Route) =>
  Object.fromEntries([...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, 'x']));

const later = Date.now() + 3_600_000;
/** The monitor of the conversation, whose token API Gateway still holds for good. */
const revoked = aPrincipal({ tenantId: 'tenant-revoked', expires: later });

describe('a token that has ended, which API Gateway still remembers', () => {
  const engine = useEngine();
  useHandlers(engine);
  const ask = (route: Route, me = revoked): Promise<Answer> =>
    call(route.name, { me, ...requestOf(route, { ...named(route), ...ids }) });
  const expectRefused = (answer: Answer, why: string) => {
    expect([answer.status, ErrorBody.parse(answer.json).code], why).toEqual([401, 'authentication.required']);
  };

  beforeAll(async () => {
    const stores = dynamoStores(engine.client(), setClock());
    for (const tenantId of ['tenant-revoked', 'tenant-a']) {
      await stores.heads.create(
        aHead({ tenantId, conversationId, fence: 1, lease: aLease({ expires: later }) }),
      );
      const available = { systemPresence: 'Available', modified: 1, version: 1 } as const;
      await stores.presences.put(tenantId, revoked.userId, available);
    }
    await stores.revocations.revoke('tenant-revoked', revoked.userId, revoked.issued, 'signed.out');
  });

  test.each(userRoutes)('Given an expired token, when $name is called, then it is refused', async (route) => {
    expectRefused(await ask(route, { ...revoked, expires: Date.now() }), route.name);
  });

  test.each(userRoutes.filter(({ revocation }) => revocation !== 'cached'))(
    'Given a revoked token, when $name is called, then it is refused at once',
    async (route) => {
      expectRefused(await ask(route), route.name);
    },
  );

  test('the routes by which messages come in, and no others, leave it to the gateway to forget a revoked token', () => {
    expect(
      userRoutes
        .filter(({ revocation }) => revocation === 'cached')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([
      'receive-open-event',
      'receive-open-message',
      'receive-open-messages',
      'send-agent-message',
      'send-typing',
    ]);
  });

  test('Given a monitor, when they read a page of the transcript, then looking for a revocation costs one read unit', async () => {
    const cost = meter(client());
    const route = userRoutes.find(({ name }) => name === 'get-transcript');
    if (route === undefined) throw new Error('no such route');
    expect((await ask(route, { ...revoked, tenantId: 'tenant-a' })).status).toBe(200);
    expect(cost.calls).toEqual(['GetItem', 'GetItem', 'Query']);
    figure('a page of the transcript', `${cost.reads} read units, one of them for a revocation`);
    expect([cost.reads, cost.writes]).toEqual([3, 0]);
  });
});
