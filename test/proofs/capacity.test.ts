import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { receiveOpenMessage } from '../../src/domain/messages/receive-open-messages.ts';
import { sendAgentMessage } from '../../src/domain/messages/send-agent-message.ts';
import { startMonitoring } from '../../src/domain/monitoring/start-monitoring.ts';
import { type Capacity, meter } from '../support/capacity.ts';
import { epoch, setClock } from '../support/clock.ts';
import { useEngine } from '../support/engine.ts';
import { aHead, aLease, anInboundMessage, aPrincipal } from '../support/factories.ts';
import { messageDeps, openForCustomers } from '../support/message-deps.ts';
import { figure } from '../support/print.ts';
import { dynamoStores } from '../support/stores.ts';

const agent = aPrincipal({ userId: 'agent-1', name: 'Agent One' });
/** Of a supervisor who is no agent. */
const permissions = ['conversation:message:monitor'] as const;
const text = 'x'.repeat(600);

describe('what an action costs in capacity units', () => {
  const engine = useEngine();
  const setUp = async () => {
    const client = engine.newClient();
    const clock = setClock();
    const stores = dynamoStores(client, clock);
    await openForCustomers(stores);
    const cost = meter(client);
    return { clock, stores, deps: messageDeps(stores, clock), cost };
  };
  const print = (what: string, cost: Capacity) =>
    figure(what, `${cost.writes} write units, ${cost.reads} read units (${cost.calls.join(', ')})`);

  test('Given a conversation, when its agent sends a message below 1 KB, then it costs two writes and no read', async () => {
    const { stores, deps, cost } = await setUp();
    const { head } = await stores.heads.create(aHead());
    cost.reset();
    await sendAgentMessage(
      deps,
      agent,
      { conversationId: head.conversationId, communicationId: 'a1' },
      { textBody: text },
    );
    expect([cost.writes, cost.reads, cost.calls]).toEqual([2, 0, ['UpdateItem', 'PutItem']]);
    print('agent message', cost);
  });

  test('Given a customer in the steady state, when they send a message below 1 KB, then it costs two writes and no read', async () => {
    const { deps, cost } = await setUp();
    const from = randomUUID();
    cost.reset();
    await receiveOpenMessage(deps, 'tenant-a', 'integration-1', anInboundMessage({ from, text }));
    print('first customer message of an address', cost);
    cost.reset();
    await receiveOpenMessage(deps, 'tenant-a', 'integration-1', anInboundMessage({ from, text }));
    await deps.settled();
    expect([cost.writes, cost.reads, cost.calls]).toEqual([2, 0, ['UpdateItem', 'PutItem']]);
    print('customer message', cost);
  });

  test('Given a monitored conversation, when its agent sends a message, then the push adds reads and no write', async () => {
    const { stores, deps, cost } = await setUp();
    const { head } = await stores.heads.create(aHead({ fence: 1, lease: aLease() }));
    cost.reset();
    const to = { conversationId: head.conversationId, communicationId: 'a1' };
    await sendAgentMessage(deps, agent, to, { textBody: text });
    await deps.settled();
    expect(cost.writes).toBe(2);
    expect(cost.reads).toBeLessThanOrEqual(1);
    print('monitored agent message', cost);
  });

  test('Given a conversation, when it is claimed, then a lost claim costs one write, and a won one lists and audits the session and reads the revocation beside it', async () => {
    const { stores, clock, cost } = await setUp();
    const { head } = await stores.heads.create(aHead());
    const deps = {
      ...stores,
      clock,
      newId: randomUUID,
      presences: {
        ...stores.presences,
        get: async () => ({ systemPresence: 'Available', modified: epoch }) as const,
      },
    };
    const target = { conversationId: head.conversationId, participantId: 'a1' };
    cost.reset();
    await startMonitoring(deps, aPrincipal({ permissions, from: '192.0.2.1' }), target, {});
    // Beside the head: the tenant's budget is read now and then, the session is listed and audited, the newest messages
    // are read, and the revocation.
    expect([cost.writes, cost.reads]).toEqual([4, 3]);
    expect(cost.calls).toEqual([
      'Query',
      'UpdateItem',
      ...Array.from({ length: 3 }, () => 'PutItem'),
      'Query',
      'GetItem',
    ]);
    print('claim won', cost);
    cost.reset();
    const loser = aPrincipal({ userId: 'supervisor-2', permissions });
    await expect(startMonitoring(deps, loser, target, {})).rejects.toMatchObject({
      code: 'conversation.already.monitored',
    });
    expect([cost.writes, cost.reads, cost.calls]).toEqual([1, 0, ['UpdateItem']]);
    print('claim lost', cost);
  });

  test('Given a message above 1 KB, when it is sent, then only its own item costs more', async () => {
    const { stores, deps, cost } = await setUp();
    const { head } = await stores.heads.create(aHead());
    cost.reset();
    const to = { conversationId: head.conversationId, communicationId: 'a1' };
    await sendAgentMessage(deps, agent, to, { textBody: 'x'.repeat(3_000) });
    expect([cost.writes, cost.reads]).toEqual([5, 0]);
    print('agent message of 3,000 bytes', cost);
  });
});
