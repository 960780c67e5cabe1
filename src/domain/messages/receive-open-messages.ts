import { limits } from '../../contract/limits.ts';
import type { InboundOpenMessage, NormalizedMessage } from '../../contract/open-message.ts';
import type { IntegrationStore } from '../directory/directory.ts';
import { iso } from '../shared/clock.ts';
import { Failure } from '../shared/failure.ts';
import { checkSize, type Entry, messageId, type Said } from '../transcript/message.ts';
import {
  type Customer,
  type InboundMessage,
  type ReceiveByReferenceDeps,
  receiveMessages,
} from './receive-messages.ts';
import { keptAttributes } from './recipient.ts';

/** An open message as any channel's. */
export const inboundOf = ({ channel, text, content }: InboundOpenMessage): InboundMessage => ({
  messageId: channel.messageId,
  text,
  ...(content === undefined ? {} : { content }),
});

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The customer as an open message names them; what it says of them stands where the vendor's connectors put it. */
export const customerFrom = ({ from, metadata = {} }: InboundOpenMessage['channel']): Customer => {
  const { customAttributes } = metadata;
  return {
    address: from.id,
    name: from.nickname ?? ([from.firstName, from.lastName].filter(Boolean).join(' ') || 'Customer'),
    ...(isRecord(customAttributes) ? { attributes: keptAttributes(customAttributes) } : {}),
  };
};

/** The answer to an open message, from what stands under its provider id. */
export const normalized = (
  message: InboundOpenMessage,
  stored: ReadonlyMap<string, Entry & Said>,
  integrationId: string,
): NormalizedMessage => {
  const entry = stored.get(message.channel.messageId);
  if (entry === undefined) throw new Error('a message was not stored');
  return {
    id: messageId(entry.conversationId, entry.seq),
    channel: {
      ...message.channel,
      to: message.channel.to ?? { id: integrationId },
      from: { ...message.channel.from, idType: message.channel.from.idType ?? 'Opaque' },
      time: message.channel.time ?? iso(entry.time),
    },
    type: 'Text',
    text: entry.text,
    ...(entry.content === undefined ? {} : { content: [...entry.content] }),
    direction: 'Inbound',
    conversationId: entry.conversationId,
    seq: entry.seq,
  };
};

interface Deps extends ReceiveByReferenceDeps {
  readonly integrations: Pick<IntegrationStore, 'get'>;
}

/**
 * Takes in what a customer wrote, as a connector hands it in. In the steady state this is two writes and no read.
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
  const customer = customerFrom(message.channel);
  const stored = await receiveMessages(deps, tenantId, integration, customer, [inboundOf(message)]);
  return normalized(message, stored, integrationId);
};

/** What became of one message. */
export type Outcome =
  | { readonly ok: true; readonly message: NormalizedMessage }
  | { readonly ok: false; readonly error: unknown };

type Group = readonly [InboundOpenMessage, ...InboundOpenMessage[]];

const byCustomer = (messages: readonly InboundOpenMessage[]): readonly Group[] => {
  const groups = new Map<string, [InboundOpenMessage, ...InboundOpenMessage[]]>();
  for (const message of messages) {
    const group = groups.get(message.channel.from.id);
    if (group === undefined) groups.set(message.channel.from.id, [message]);
    else group.push(message);
  }
  return [...groups.values()];
};

/**
 * Refuses what one customer sent beyond the window of repeats: were it taken, a retry of the whole request would
 * store the first ones anew.
 */
const checkWindow = (group: Group, message: InboundOpenMessage): void => {
  const ids = [...new Set(group.map((each) => each.channel.messageId))];
  if (ids.indexOf(message.channel.messageId) >= limits.recentMessages) throw new Failure('too.many.requests');
};

/**
 * Takes in many messages at once, each answered on its own, in the order given. Messages of one customer keep their
 * order and share one write of their conversation's head; a fault of one customer's messages leaves the others alone.
 * Errors of the whole: not.found (integration). Of one: payload.too.large, too.many.requests, not.found (queue).
 */
export const receiveOpenMessages = async (
  deps: Deps,
  tenantId: string,
  integrationId: string,
  messages: readonly InboundOpenMessage[],
): Promise<readonly Outcome[]> => {
  const integration = await deps.integrations.get(tenantId, integrationId);
  if (integration === undefined) throw new Failure('not.found');
  const outcomes = new Map<InboundOpenMessage, Outcome>();
  const passing = (group: readonly InboundOpenMessage[], check: (message: InboundOpenMessage) => void) =>
    group.filter((message) => {
      try {
        check(message);
        return true;
      } catch (error) {
        outcomes.set(message, { ok: false, error });
        return false;
      }
    });

  const fitting = passing(messages, (message) => checkSize(message.text));
  await Promise.all(
    byCustomer(fitting).map(async (group) => {
      const taken = passing(group, (message) => checkWindow(group, message));
      const inbound = taken.map(inboundOf);
      try {
        const customer = customerFrom(group[0].channel);
        const stored = await receiveMessages(deps, tenantId, integration, customer, inbound);
        for (const message of taken)
          outcomes.set(message, { ok: true, message: normalized(message, stored, integrationId) });
      } catch (error) {
        for (const message of taken) outcomes.set(message, { ok: false, error });
      }
    }),
  );
  return messages.map((message) => outcomes.get(message) as Outcome);
};
