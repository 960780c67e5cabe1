import * as z from 'zod';
import { MessageType } from '../../contract/words.ts';
import type { ConversationKey } from '../../domain/head/head.ts';
import {
  type Earlier,
  type Interaction,
  type InteractionAgent,
  listingOf,
  type Position,
} from '../../domain/views/interaction.ts';
import { conversationPk, customerPk, listingPart, queuedPks, statePks } from './keys.ts';
import type { Fields } from './table.ts';

const Stored = z.object({
  tenantId: z.string(),
  conversationId: z.string(),
  rev: z.number(),
  state: z.enum(['inProgress', 'ended']),
  messageType: MessageType,
  queueId: z.string(),
  divisionId: z.string(),
  startTime: z.number(),
  endTime: z.exactOptional(z.number()),
  customerName: z.string(),
  customer: z.exactOptional(z.string()),
  agents: z.array(
    z.object({
      participantId: z.string(),
      userId: z.string(),
      name: z.string(),
      connected: z.boolean(),
      wrapupCode: z.exactOptional(z.string()),
    } satisfies Fields<InteractionAgent>),
  ),
  parties: z.record(z.string(), z.literal(true)),
  occupies: z.exactOptional(z.literal(true)),
  fence: z.number(),
  monitor: z.exactOptional(
    z.object({
      userId: z.string(),
      name: z.string(),
      since: z.number(),
    } satisfies Fields<NonNullable<Interaction['monitor']>>),
  ),
} satisfies Fields<Interaction>);

/** The key of a conversation's row, among all that is kept of it. */
export const rowSk = 'INTERACTION';
export const rowKey = (of: ConversationKey) => ({ pk: conversationPk(of), sk: rowSk });

/** Start times sort as text while they have 15 digits: until the year 33658. */
const sortable = (ms: number): string => String(Math.min(ms, 999_999_999_999_999)).padStart(15, '0');

/** Where a row stands in the indexes: by start, and by id among those that started at once. */
export const positionOf = ({ startTime, conversationId }: Position): string =>
  `${sortable(startTime)}#${conversationId}`;

/** The first and the last position of a range of start times; no id holds a `~`. */
export const positionsWithin = (from: number, to: number): readonly [string, string] => [
  sortable(from),
  `${sortable(to)}~`,
];

/** A row as its item, listed under its state, under its queue and under its customer. */
export const rowItem = (row: Interaction): Record<string, unknown> => {
  const { tenantId, conversationId, queueId, customer } = row;
  const [listing, part] = [listingOf(row), listingPart(conversationId)];
  return {
    ...rowKey(row),
    gpk: statePks(tenantId, listing)[part],
    qpk: queuedPks(tenantId, queueId, listing)[part],
    ...(customer === undefined ? {} : { cpk: customerPk(tenantId, customer) }),
    gsk: positionOf(row),
    ...row,
  };
};

const StoredEarlier = Stored.pick({
  tenantId: true,
  conversationId: true,
  state: true,
  messageType: true,
  queueId: true,
  divisionId: true,
  startTime: true,
  endTime: true,
  agents: true,
  parties: true,
} satisfies Record<keyof Earlier, true>);

/** What the index by customer holds of a row. */
export const earlierFrom = (item: Record<string, unknown>): Earlier => StoredEarlier.parse(item);

/** A row from its item. */
export const rowFrom = (item: Record<string, unknown>): Interaction => Stored.parse(item);
