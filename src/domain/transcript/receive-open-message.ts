import type { Integration } from '../../contract/integration.ts';
import type { InboundOpenMessage, NormalizedMessage } from '../../contract/open-message.ts';
import type { NewId } from '../clock.ts';
import { append, firstWindow, seqOf } from '../conversation/append.ts';
import { fingerprint } from '../conversation/fingerprint.ts';
import type { ConversationKey, Head } from '../conversation/head.ts';
import type { HeadStore } from '../conversation/head-store.ts';
import { Failure } from '../failure.ts';
import type { Address, AddressBook, IntegrationStore, QueueStore } from '../routing/directory.ts';
import { checkSize } from './check-size.ts';
import { messageId } from './message.ts';
import { type StoreDeps, storeMessage } from './store-message.ts';

interface Deps extends StoreDeps {
  readonly heads: HeadStore;
  readonly addresses: AddressBook;
  readonly integrations: IntegrationStore;
  readonly queues: QueueStore;
  readonly newId: NewId;
}

interface Placed {
  readonly head: Head;
  readonly seq: number;
}

const customerName = (from: InboundOpenMessage['channel']['from']): string =>
  from.nickname ?? ([from.firstName, from.lastName].filter(Boolean).join(' ') || 'Customer');

const customerOf = (head: Head): [string, { readonly name: string }] =>
  Object.entries(head.participants).find(([, p]) => p.purpose === 'customer') ?? ['', { name: 'Customer' }];

const newHead = async (
  deps: Deps,
  key: ConversationKey,
  integration: Integration,
  name: string,
  print: string,
  now: number,
): Promise<Head> => {
  const queue = await deps.queues.get(key.tenantId, integration.queue.id);
  if (queue === undefined) throw new Failure('not.found');
  return {
    ...key,
    state: 'inProgress',
    messageType: integration.messageType,
    integrationId: integration.id,
    queueId: queue.id,
    divisionId: queue.division.id,
    startTime: now,
    seq: 1,
    lastTime: now,
    recent: firstWindow(print),
    participants: { [deps.newId()]: { purpose: 'customer', name, since: now } },
    fence: 0,
    change: 'started',
    changed: now,
    rev: 1,
  };
};

/** Finds or starts the address's conversation and takes the message's seq in it. */
const place = async (
  deps: Deps,
  address: Address,
  integration: Integration,
  name: string,
  print: string,
  now: number,
): Promise<Placed> => {
  const { tenantId } = address;
  let known = await deps.addresses.find(address, false);
  for (;;) {
    const conversationId = known ?? (await deps.addresses.point(address, undefined, deps.newId()));
    const key = { tenantId, conversationId };
    const outcome = await deps.heads.apply(key, append({ fingerprint: print, now }));
    if (outcome.ok) return { head: outcome.head, seq: outcome.head.seq };
    if (outcome.refusal === 'repeat')
      return { head: outcome.head, seq: seqOf(outcome.head, print) as number };
    if (outcome.refusal === 'missing') {
      const started = await deps.heads.create(await newHead(deps, key, integration, name, print, now));
      if (started.created) return { head: started.head, seq: 1 };
      known = conversationId;
      continue;
    }
    const current = await deps.addresses.find(address, true);
    known =
      current === undefined || current === conversationId
        ? await deps.addresses.point(address, current, deps.newId())
        : current;
  }
};

/**
 * Takes in what a customer wrote. One address has one conversation in progress; the provider's message id makes a
 * repeat answer what the first one did. In the steady state this is two writes and no read.
 * Errors: payload.too.large, not.found (integration, or its queue).
 */
export const receiveOpenMessage = async (
  deps: Deps,
  tenantId: string,
  integrationId: string,
  message: InboundOpenMessage,
): Promise<NormalizedMessage> => {
  checkSize(message.text);
  const integration = await deps.integrations.get(tenantId, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  const { channel } = message;
  const address = { tenantId, integrationId, from: channel.from.id };
  const now = deps.clock.now();
  for (let attempt = 0; ; attempt += 1) {
    const print = fingerprint(integrationId, channel.messageId, String(attempt));
    const { head, seq } = await place(deps, address, integration, customerName(channel.from), print, now);
    const [participantId, { name }] = customerOf(head);
    const said = { type: 'Text', participantId, purpose: 'customer', name, text: message.text } as const;
    const stored = await storeMessage(deps, head, seq, said, now);
    if (stored.type === 'Text')
      return {
        id: messageId(head.conversationId, seq),
        channel,
        type: 'Text',
        text: stored.text,
        direction: 'Inbound',
        conversationId: head.conversationId,
        seq,
      };
  }
};
