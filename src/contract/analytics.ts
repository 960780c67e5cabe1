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

/** What is measured of one participant's part: `t` in ms, `n` counted. */
export const SessionMetricName = z.enum([
  'nMonitoring',
  'tMonitoring',
  'nOffered',
  'tWait',
  'tHandle',
  'tTalk',
  'tHeld',
  'tAcw',
]);
export type SessionMetricName = z.infer<typeof SessionMetricName>;

/** One measured value; times are ms (SDK AnalyticsSessionMetric). */
export const SessionMetric = z
  .object({
    name: SessionMetricName,
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
 * A conversation's details (SDK AnalyticsConversation). `isMonitored`, `monitor`, `lastMessageAge` and
 * `lastCustomerMessageAge` (ms) are ours; somebody who took part gets neither of the first two.
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
    lastCustomerMessageAge: z.int().min(0).optional(),
    participants: z.array(AnalyticsParticipant),
  })
  .meta({ id: 'AnalyticsConversation' });
export type ConversationDetails = z.infer<typeof ConversationDetails>;

/** Ids between commas, as the SDK sends several. */
const Ids = z
  .string()
  .regex(
    /^[A-Za-z0-9._:@|+~=-]{1,100}(,[A-Za-z0-9._:@|+~=-]{1,100}){0,99}$/,
    'at most 100 ids between commas',
  );

/** Whose details, by their ids: between commas, or each as a parameter of its own. */
export const SeveralQuery = z.object({ id: z.union([Ids, z.array(Id).max(100)]) });

/** The ids of a query. */
export const severalIds = ({ id }: z.infer<typeof SeveralQuery>): readonly string[] =>
  [id].flat().flatMap((ids) => ids.split(','));

/** Several conversations' details (SDK AnalyticsConversationWithoutAttributesMultiGetResponse). */
export const DetailsOfSeveral = z
  .object({ conversations: z.array(ConversationDetails) })
  .meta({ id: 'AnalyticsConversationMultiGetResponse' });
