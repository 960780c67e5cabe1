import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { countsKey, rateKey } from '../../src/adapters/dynamodb/keys.ts';
import { type BudgetName, budgets, channelWindowMs } from '../../src/contract/budgets.ts';
import { ErrorBody } from '../../src/contract/errors.ts';
import { setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { call, useHandlers } from '../support/handlers.ts';
import { openForCustomers } from '../support/message-deps.ts';
import { dynamoStores } from '../support/stores.ts';

const later = Date.now() + 3_600_000;

describe('budgets of a tenant', () => {
  const engine = useEngine();
  useHandlers(engine);
  const stores = () => dynamoStores(engine.client(), setClock());
  const put = (TableName: string, Item: Record<string, unknown>) =>
    engine.client().send(new PutCommand({ TableName, Item }));
  const person = (tenantId: string, userId = 'supervisor-1') =>
    aPrincipal({ tenantId, userId, issued: Date.now() - 1_000, expires: later });

  /** As if the tenant had as much as it may. */
  const useUp = async (tenantId: string, what: BudgetName): Promise<void> => {
    if (what === 'channels') {
      const window = Math.floor(Date.now() / channelWindowMs);
      for (const at of [window, window + 1])
        await put('Sockets', { ...rateKey(tenantId, 'channels', at), taken: budgets.channels });
      return;
    }
    const none = { conversations: 0, monitors: 0 };
    await put('Records', { ...countsKey(tenantId, '', 'any'), ...none, [what]: budgets[what] });
  };

  /** What takes one more of each. */
  const begin: Readonly<Record<BudgetName, (tenantId: string) => ReturnType<typeof call>>> = {
    channels: (tenantId) => call('create-channel', { me: person(tenantId) }),
    conversations: async (tenantId) => {
      await openForCustomers(stores(), tenantId);
      return call('receive-open-message', {
        me: person(tenantId, 'connector'),
        params: { integrationId: 'integration-1' },
        body: anInboundMessageBody(),
      });
    },
    monitors: async (tenantId) => {
      const { head } = await stores().heads.create(aHead({ tenantId }));
      const me = person(tenantId);
      await stores().presences.put(tenantId, me.userId, {
        systemPresence: 'Available',
        modified: 0,
        version: 1,
      });
      const { conversationId } = head;
      return call('start-monitoring', { me, params: { conversationId, participantId: 'a1' }, body: {} });
    },
  };
  const anInboundMessageBody = () => anInboundMessage({ from: `from-${Math.random()}` });

  test.each(Object.keys(budgets) as BudgetName[])(
    'Given a tenant that has used up its %s, when it begins one more, then it is told which and when to come back, and another tenant is not',
    async (what) => {
      const [full, other] = [`full-of-${what}`, `beside-${what}`];
      await useUp(full, what);
      const refused = await begin[what](full);
      expect(refused.status).toBe(429);
      const { code, messageParams } = ErrorBody.parse(refused.json);
      expect([code, messageParams.budget]).toEqual(['too.many.requests', what]);
      expect(Number(refused.headers['Retry-After'])).toBeGreaterThan(0);
      expect((await begin[what](other)).status).toBeLessThan(300);
    },
  );

  test('Given a tenant with as many conversations as it may have, when a customer of one that is in progress writes, then the message is taken', async () => {
    const tenantId = 'full-later';
    await openForCustomers(stores(), tenantId);
    const body = anInboundMessage({ from: 'customer-1' });
    const write = (messageId: string) =>
      call('receive-open-message', {
        me: person(tenantId, 'connector'),
        params: { integrationId: 'integration-1' },
        body: { ...body, channel: { ...body.channel, messageId } },
      });
    const first = await write('m-1');
    expect(first.status).toBe(200);
    await useUp(tenantId, 'conversations');
    expect((await write('m-2')).status).toBe(200);
  });
});
