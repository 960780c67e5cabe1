import { randomUUID } from 'node:crypto';
import { receiveOpenMessages } from '../../src/domain/messages/receive-open-messages.ts';
import { inbound } from './actors.ts';
import type { Scenario } from './scenario.ts';
import type { World } from './world.ts';

/** One bulk request of customers who are in the steady state, each with as many messages. */
const bulk = (customers: number, each: number): Scenario => ({
  name: `bulk of ${customers * each} from ${customers} customer${customers === 1 ? '' : 's'}`,
  requests: 1,
  messages: customers * each,
  prepare: async (world: World) => {
    const addresses = Array.from({ length: customers }, () => randomUUID());
    const send = async (count: number) => {
      const batch = addresses.flatMap((from) => Array.from({ length: count }, () => inbound(from)));
      const outcomes = await receiveOpenMessages(world.deps, 'tenant-a', 'integration-1', batch);
      if (outcomes.some((outcome) => !outcome.ok)) throw new Error('the bulk was refused');
    };
    await send(1);
    await send(1);
    const key = { tenantId: 'tenant-a', integrationId: 'integration-1', from: addresses[0] as string };
    const conversationId = (await world.unmetered.addresses.find(key, true)) as string;
    return { conversationId, act: () => send(each).then(() => conversationId) };
  },
});

/** Bulk requests: messages of one customer share one write of the head. */
export const bulks: readonly Scenario[] = [bulk(1, 16), bulk(5, 5), bulk(25, 2), bulk(50, 1)];
