import { retrying } from '../../client/rest/retrying.ts';
import { systemRuntime } from '../../client/runtime.ts';
import { queryDetails } from '../../src/contract/routes/analytics.ts';
import { putIntegration } from '../../src/contract/routes/integrations.ts';
import { patchConversation } from '../../src/contract/routes/messages.ts';
import { putQueue } from '../../src/contract/routes/routing.ts';
import type { Cast } from '../replay/cast.ts';
import type { ConversationLine } from '../replay/conversation-line.ts';

/** A queue of the demonstration, and which recorded conversations come in by it: those whose id begins so. */
interface DemoQueue {
  readonly id: string;
  readonly name: string;
  readonly begins: readonly string[];
}

const queues: readonly DemoQueue[] = [
  { id: 'insurance', name: 'Insurance', begins: ['insurance-'] },
  { id: 'orders', name: 'Orders', begins: ['ecommerce-', 'late-parcel'] },
  { id: 'banking', name: 'Banking', begins: ['banking-', 'card-blocked', 'double-charge'] },
  { id: 'returns', name: 'Returns', begins: ['retail-'] },
  { id: 'support', name: 'Support', begins: [''] },
];

/** The ids of the demonstration's queues. */
export const demoQueueIds: readonly string[] = queues.map(({ id }) => id);

const channels = ['webmessaging', 'open', 'sms', 'whatsapp', 'facebook'] as const;

/** The queue that a recorded conversation comes in by. */
export const queueOf = ({ id }: Pick<ConversationLine, 'id'>): string =>
  queues.find(({ begins }) => begins.some((beginning) => id.startsWith(beginning)))?.id ?? 'support';

/** The integration of a queue's channel. */
export const integrationOf = (queueId: string, channel: (typeof channels)[number]): string =>
  `${queueId}-${channel}`;

/**
 * Makes the queues and an integration for each of their channels; doing so again changes nothing.
 *
 * @param pictures the host at which customers' pictures are
 */
export const setUpQueues = async (
  { administrator }: Cast,
  signal: AbortSignal,
  pictures: string,
): Promise<void> => {
  const { call } = administrator.client;
  const persist = <T>(act: () => Promise<T>) => retrying(systemRuntime, { attempts: 8, signal }, act);
  for (const { id, name } of queues) {
    const body = { name, division: { id: 'home' } };
    await persist(() => call(putQueue, { params: { queueId: id }, body, signal }));
    for (const messageType of channels) {
      const params = { integrationId: integrationOf(id, messageType) };
      await persist(() =>
        call(putIntegration, {
          params,
          body: { messageType, queue: { id }, mediaHosts: [pictures] },
          signal,
        }),
      );
    }
  }
};

/** Ends what an earlier demonstration left in progress: nobody would ever answer there. */
export const clearFloor = async ({ administrator, agent }: Cast, signal: AbortSignal): Promise<void> => {
  const conversationFilters = [
    {
      type: 'and' as const,
      predicates: [{ dimension: 'conversationEnd' as const, operator: 'notExists' as const }],
    },
    {
      type: 'or' as const,
      predicates: queues.map(({ id }) => ({ dimension: 'queueId' as const, value: id })),
    },
  ];
  const body = { conversationFilters, paging: { pageSize: 100 } };
  const { conversations } = await administrator.client.call(queryDetails, { body, signal });
  for (const { conversationId } of conversations) {
    const end = { params: { conversationId }, body: { state: 'disconnected' as const }, signal };
    await agent(0)
      .client.call(patchConversation, end)
      .catch(() => undefined);
  }
};
