import * as z from 'zod';
import { Id } from './ids.ts';
import { DisconnectType, MessageType, Purpose } from './words.ts';

/** A span of one participant's part (SDK AnalyticsConversationSegment). */
export const Segment = z
  .object({
    segmentStart: z.iso.datetime(),
    segmentEnd: z.iso.datetime().optional(),
    segmentType: z.enum(['interact', 'hold', 'wrapup', 'monitoring']),
    queueId: Id.optional(),
    disconnectType: DisconnectType.optional(),
    wrapUpCode: Id.optional(),
    wrapUpNote: z.string().optional(),
    /** Ours: the code's name as the agent saw it. */
    wrapUpName: z.string().optional(),
  })
  .meta({ id: 'AnalyticsConversationSegment' });
export type Segment = z.infer<typeof Segment>;

/** One measured value; times are ms (SDK AnalyticsSessionMetric). */
export const SessionMetric = z
  .object({
    name: z.enum(['tMonitoring', 'nMonitoring', 'tHandle', 'tTalk', 'tHeld', 'tAcw', 'tWait']),
    value: z.int().min(0),
    emitDate: z.iso.datetime(),
  })
  .meta({ id: 'AnalyticsSessionMetric' });
export type SessionMetric = z.infer<typeof SessionMetric>;

/** A participant's session (SDK AnalyticsSession). */
export const AnalyticsSession = z
  .object({
    sessionId: Id,
    mediaType: z.literal('message'),
    messageType: MessageType,
    monitoredParticipantId: Id.optional(),
    segments: z.array(Segment),
    metrics: z.array(SessionMetric),
  })
  .meta({ id: 'AnalyticsSession' });
export type AnalyticsSession = z.infer<typeof AnalyticsSession>;

/** Who took part, and who monitored (SDK AnalyticsParticipant). */
export const AnalyticsParticipant = z
  .object({
    participantId: Id,
    participantName: z.string().optional(),
    purpose: Purpose,
    userId: Id.optional(),
    sessions: z.array(AnalyticsSession),
  })
  .meta({ id: 'AnalyticsParticipant' });
export type AnalyticsParticipant = z.infer<typeof AnalyticsParticipant>;

/**
 * A conversation's details (SDK AnalyticsConversation). `isMonitored`, `monitor` and `lastMessageAge` (ms) are ours;
 * somebody who took part gets neither of the first two.
 */
export const ConversationDetails = z
  .object({
    conversationId: Id,
    conversationStart: z.iso.datetime(),
    conversationEnd: z.iso.datetime().optional(),
    originatingDirection: z.literal('inbound'),
    divisionIds: z.array(Id),
    queueId: Id,
    messageType: MessageType,
    isMonitored: z.boolean().optional(),
    monitor: z.object({ userId: Id, name: z.string(), startTime: z.iso.datetime() }).optional(),
    lastMessageAge: z.int().min(0).optional(),
    participants: z.array(AnalyticsParticipant),
  })
  .meta({ id: 'AnalyticsConversation' });
export type ConversationDetails = z.infer<typeof ConversationDetails>;

/** What interactions can be selected by. `customerName` matches any part of the name, in upper or lower case. */
export const Dimension = z.enum([
  'conversationId',
  'conversationEnd',
  'queueId',
  'userId',
  'messageType',
  'mediaType',
  'divisionId',
  'isMonitored',
  'customerName',
]);
export type Dimension = z.infer<typeof Dimension>;

const Predicate = z.strictObject({
  type: z.literal('dimension').optional(),
  dimension: Dimension,
  operator: z.enum(['matches', 'exists', 'notExists']).default('matches'),
  value: z.coerce.string().max(256).optional(),
});
export type Predicate = z.infer<typeof Predicate>;

const Filter = z.strictObject({
  type: z.enum(['and', 'or']),
  predicates: z.array(Predicate).min(1).max(20),
});
export type Filter = z.infer<typeof Filter>;

const isInterval = (text: string): boolean => {
  const [from = '', to = '', ...rest] = text.split('/');
  const [start, end] = [Date.parse(from), Date.parse(to)];
  return rest.length === 0 && start <= end;
};

/** Where a page ended: a start in ms and a conversation. */
const Cursor = z.string().regex(/^\d{1,15}\.[A-Za-z0-9._:@|+~=-]{1,100}$/, 'not a cursor of an answer');

/** The Interactions view's question (SDK ConversationQuery). An interval is `start/end` in ISO 8601. */
export const DetailsQuery = z
  .strictObject({
    interval: z
      .string()
      .max(100)
      .refine(isInterval, 'an interval is start/end, in ISO 8601, start first')
      .optional(),
    order: z.enum(['asc', 'desc']).default('desc'),
    orderBy: z.literal('conversationStart').optional(),
    conversationFilters: z.array(Filter).max(10).default([]),
    segmentFilters: z.array(Filter).max(10).default([]),
    paging: z
      .strictObject({
        pageSize: z.int().min(1).max(100).default(25),
        pageNumber: z.int().min(1).max(400).default(1),
        /** Ours: reads on where an answer stopped; a page number counts for nothing then. */
        cursor: Cursor.optional(),
      })
      .prefault({}),
  })
  .meta({ id: 'ConversationQuery' });
export type DetailsQuery = z.infer<typeof DetailsQuery>;

/**
 * The Interactions view's answer. Where `cursor` (ours) is given there may be more, and `totalHits` is at least how many
 * there are; a page may then hold fewer than were asked for, where few of those that were looked at match.
 */
export const DetailsQueryResult = z
  .object({
    conversations: z.array(ConversationDetails),
    totalHits: z.int().min(0),
    cursor: Cursor.optional(),
  })
  .meta({ id: 'AnalyticsConversationQueryResponse' });
export type DetailsQueryResult = z.infer<typeof DetailsQueryResult>;

/** Whose details, by their ids: one, or several of the same name. */
export const SeveralQuery = z.object({ id: z.union([Id, z.array(Id).max(100)]) });

/** Several conversations' details (SDK AnalyticsConversationWithoutAttributesMultiGetResponse). */
export const DetailsOfSeveral = z
  .object({ conversations: z.array(ConversationDetails) })
  .meta({ id: 'AnalyticsConversationMultiGetResponse' });
