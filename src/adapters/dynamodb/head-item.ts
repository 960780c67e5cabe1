import * as z from 'zod';
import {
  DisconnectType,
  MessageType,
  OnTransfer,
  Purpose,
  recordedChanges,
  silentChanges,
} from '../../contract/words.ts';
import type { Head, HeadParticipant, Lease } from '../../domain/head/head.ts';
import { conversationPk, parseConversationPk } from './keys.ts';
import { lengthen, shorten } from './short-names.ts';
import type { Fields } from './table.ts';

const StoredParticipant = z.object({
  purpose: Purpose,
  name: z.string(),
  userId: z.exactOptional(z.string()),
  queueId: z.exactOptional(z.string()),
  since: z.number(),
  alerting: z.exactOptional(z.boolean()),
  held: z.exactOptional(z.number()),
  wrapupCode: z.exactOptional(z.string()),
} satisfies Fields<HeadParticipant>);

const StoredLease = z.object({
  supervisorId: z.string(),
  name: z.string(),
  issued: z.number(),
  participantId: z.string(),
  since: z.number(),
  seen: z.number(),
  expires: z.number(),
  onTransfer: OnTransfer,
  divisions: z.array(z.string()),
} satisfies Fields<Lease>);

const StoredHead = z.object({
  tenantId: z.string(),
  conversationId: z.string(),
  state: z.enum(['inProgress', 'ended']),
  messageType: MessageType,
  integrationId: z.string(),
  deliveryMode: z.exactOptional(z.enum(['provider', 'guest'])),
  queueId: z.string(),
  divisionId: z.string(),
  startTime: z.number(),
  endTime: z.exactOptional(z.number()),
  seq: z.number(),
  lastTime: z.number(),
  customerTime: z.exactOptional(z.number()),
  recent: z.array(z.string()),
  participants: z.record(z.string(), StoredParticipant),
  parties: z.record(z.string(), z.literal(true)),
  moves: z.exactOptional(z.number()),
  acw: z.exactOptional(z.record(z.string(), z.number())),
  wrapped: z.exactOptional(z.object({ participantId: z.string(), code: z.string() })),
  fence: z.number(),
  lease: z.exactOptional(StoredLease),
  closed: z.exactOptional(
    z.object({
      type: DisconnectType,
      by: z.exactOptional(z.string()),
      reason: z.exactOptional(z.string()),
    }),
  ),
  erased: z.exactOptional(z.literal(true)),
  change: z.enum([...recordedChanges, ...silentChanges]),
  changed: z.number(),
  gone: z.exactOptional(z.number()),
  keptUntil: z.exactOptional(z.number()),
  rev: z.number(),
} satisfies Fields<Head>);

/** A head as its item: the key holds tenant and conversation, nothing is stored twice. */
export const headItem = (head: Head): Record<string, unknown> => {
  const { tenantId, conversationId, ...content } = head;
  return { pk: conversationPk({ tenantId, conversationId }), ...shorten(content) };
};

/** A head from its item, also from a stream image. */
export const headFromItem = (item: Record<string, unknown>): Head => {
  const { pk, ...content } = item;
  return StoredHead.parse({ ...parseConversationPk(String(pk)), ...lengthen(content) });
};
