import type { Integration } from '../../contract/integration.ts';
import { limits } from '../../contract/limits.ts';
import type { MetaWebhook } from '../../contract/webhooks.ts';
import type { IntegrationKey, IntegrationStore } from '../directory/directory.ts';
import { Failure } from '../shared/failure.ts';
import { type MetaEvent, pageEvents, whatsAppEvents } from './read-meta.ts';
import { type ReceiptDeps, recordReceipt } from './receipts.ts';
import { type ReceiveByReferenceDeps, receiveMessages } from './receive-messages.ts';

type Deps = ReceiveByReferenceDeps & ReceiptDeps & { readonly integrations: Pick<IntegrationStore, 'get'> };

const eventsOf = (webhook: MetaWebhook, meta: NonNullable<Integration['meta']>): readonly MetaEvent[] =>
  webhook.entry.flatMap((entry) => {
    if ('phoneNumberId' in meta)
      return (entry.changes ?? []).flatMap(({ value }) => whatsAppEvents(value, meta.phoneNumberId));
    return entry.id === meta.pageId ? (entry.messaging ?? []).flatMap(pageEvents) : [];
  });

type Messages = readonly Extract<MetaEvent, { kind: 'message' }>[];

/** Messages by customer, no more at a time than the window of repeats holds. */
const portions = (events: readonly MetaEvent[]): readonly (readonly Messages[])[] => {
  const customers = new Map<string, Messages>();
  for (const event of events)
    if (event.kind === 'message') {
      const { address } = event.customer;
      customers.set(address, [...(customers.get(address) ?? []), event]);
    }
  return [...customers.values()].map((own) =>
    Array.from({ length: Math.ceil(own.length / limits.recentMessages) }, (_, i) =>
      own.slice(i * limits.recentMessages, (i + 1) * limits.recentMessages),
    ),
  );
};

/**
 * Takes in a batch whose signature was verified. Each customer's messages go in their order and apart from the
 * others'; where one fails the rest is taken in all the same, and the fault makes Meta send the batch again, of which
 * then only what failed is new. Errors: not.found (an integration of Meta, or its queue).
 */
export const receiveMeta = async (deps: Deps, key: IntegrationKey, webhook: MetaWebhook): Promise<void> => {
  const integration = await deps.integrations.get(key.tenantId, key.integrationId);
  if (integration?.meta === undefined) throw new Failure('not.found');
  const events = eventsOf(webhook, integration.meta);
  const works = [
    ...portions(events).map(async (own) => {
      for (const messages of own) {
        const [first] = messages;
        if (first === undefined) continue;
        const inbound = messages.map(({ message }) => message);
        await receiveMessages(deps, key.tenantId, integration, first.customer, inbound);
      }
    }),
    ...events.map(async (event) => {
      if (event.kind === 'receipt') await recordReceipt(deps, key, event.receipt);
    }),
  ];
  const failed = (await Promise.allSettled(works)).find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};
